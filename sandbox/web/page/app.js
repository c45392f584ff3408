import { composer } from './composer.js';
import { act, connect } from './connection.js';
import { html } from './html.js';
import { messageItem } from './message.js';
import { channelName } from './names.js';
import { change, dismiss, onChange, store } from './store.js';
import { render } from './vendor/preact.js';
import { homeTab, modalDialog } from './views.js';

/** The whole page, anew at each change; Preact alters only what differs. */
function page() {
  if (store.workspace === null) return html`<p class="loading">Opening the workspace…</p>`;
  const { place } = store;
  return html`
    <nav class="sidebar" aria-label="Workspace">${sidebar()}</nav>
    <main>
      <h1>${place.kind === 'home' ? store.workspace.app.name : channelName(place.id)}</h1>
      ${place.kind === 'home' ? html`<div class="scroll">${homeTab()}</div>` : channelPane(place.id)}
    </main>
    <aside class="log" aria-label="What the app does">${requestLog()}</aside>
    ${modalDialog()}
    <div class="notices" role="status">
      ${store.notices.map(
        ({ id, text }) =>
          html`<p key=${id}>${text} <button type="button" aria-label="Dismiss" onClick=${() => dismiss(id)}>×</button></p>`,
      )}
    </div>
  `;
}

function channelPane(channel) {
  const messages = store.messages[channel] ?? [];
  return html`
    <ol class="messages scroll" id="messages" aria-label="Messages" tabindex="0">
      ${messages.length === 0 ? html`<li class="empty">Nothing has been said here yet.</li>` : messages.map(messageItem)}
    </ol>
    ${composer(channel)}
  `;
}

function sidebar() {
  const { app, channels, homeEnabled, me, people, shortcuts, team } = store.workspace;
  const global = shortcuts.filter(({ type }) => type === 'global');
  return html`
    <h2>${team.name}</h2>
    <label class="who">
      You are
      <select id="me" onChange=${(event) => become(event.target.value)}>
        ${people.filter(({ isBot }) => !isBot).map(({ id, realName }) => html`<option value=${id} selected=${id === me}>${realName}</option>`)}
      </select>
    </label>
    <p class=${app.connected && store.live ? 'status on' : 'status off'}>
      ${!store.live ? 'The workspace has stopped.' : app.connected ? `${app.name} is connected.` : `${app.name} is not connected.`}
    </p>
    <ul>
      ${channels.map(
        ({ id, kind, isArchived }) => html`
          <li key=${id}>
            <button type="button" aria-current=${isHere('channel', id)} onClick=${go({ kind: 'channel', id })}>
              ${kind === 'im' ? `${app.name} (messages)` : channelName(id)}${isArchived ? ' (archived)' : ''}
            </button>
          </li>
        `,
      )}
      ${
        homeEnabled
          ? html`<li><button type="button" id="home" aria-current=${isHere('home')} onClick=${openHome}>${app.name} (home)</button></li>`
          : null
      }
    </ul>
    ${global.length === 0 ? null : html`<h3>Shortcuts</h3>`}
    <ul>
      ${global.map(
        ({ name, callbackId }) =>
          html`<li><button type="button" onClick=${() => void act({ act: 'globalShortcut', callbackId })}>⚡ ${name}</button></li>`,
      )}
    </ul>
  `;
}

const isHere = (kind, id) => (store.place.kind === kind && store.place.id === id ? 'page' : undefined);

const go = (place) => () => change({ place });

function openHome() {
  change({ place: { kind: 'home' } });
  void act({ act: 'openHome' });
}

const requestLog = () => html`
  <h2>Calls of the app</h2>
  <ol>
    ${store.requests.toReversed().map(
      ({ method, ms, ok, error }) => html`
        <li class=${ok ? 'ok' : 'failed'}>
          <code>${method}</code> ${Math.round(ms)} ms ${error === undefined ? null : html`<b>${error}</b>`}
        </li>
      `,
    )}
  </ol>
`;

function become(user) {
  sessionStorage.setItem('me', user);
  change({ entered: {}, fieldErrors: {}, modals: [], home: null });
  connect(user);
}

let lastLength = 0;

onChange(() => {
  const list = document.querySelector('#messages');
  const atEnd = list === null || list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  render(page(), document.querySelector('#app'));
  document.title = store.workspace === null ? 'Local workspace' : store.workspace.team.name;
  const shown = document.querySelector('#messages');
  const length = store.messages[store.place.id]?.length ?? 0;
  if (shown !== null && (atEnd || length !== lastLength)) shown.scrollTop = shown.scrollHeight;
  lastLength = length;
});

change({});
connect(sessionStorage.getItem('me') ?? '');
