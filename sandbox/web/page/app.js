import { appSpace, tabs } from './app-space.js';
import { callLog } from './call-log.js';
import { channelPane, markRead } from './channel-pane.js';
import { act, connect } from './connection.js';
import { loadEmoji } from './emoji-image.js';
import { html } from './html.js';
import { confirmDialog, modalDialog } from './modal.js';
import { notices } from './notices.js';
import { payloadDialog } from './payload-dialog.js';
import { placeTitle, sidebar } from './sidebar.js';
import { change, onChange, shownChannel, store } from './store.js';
import './theme.js';
import { render } from './vendor/preact.js';

/** The whole page, anew at each change; Preact alters only what differs. */
function page() {
  if (store.workspace === null) return html`<p class="loading" role="status">Opening the workspace…</p>`;
  const { place } = store;
  return html`
    ${sidebar({ go, become })}
    <main>
      <header class="head">
        <h1>${placeTitle()}</h1>
        ${place.kind === 'app' ? tabs(place, (tab) => go({ ...place, tab })) : null}
      </header>
      ${connection()}
      ${place.kind === 'app' ? appSpace(place) : channelPane(place.id)}
      ${callLog()}
    </main>
    ${modalDialog()} ${confirmDialog()} ${payloadDialog()} ${notices()}
  `;
}

/** Only what is wrong: that all is well is a dot in the sidebar. */
function connection() {
  const { app } = store.workspace;
  if (!store.live)
    return html`<p class="trouble" role="status">The workspace has stopped. This page waits for it.</p>`;
  if (app.connected) return null;
  return html`<p class="trouble" role="status">${app.name} is not connected: nothing reaches it until it is.</p>`;
}

/** Opens a channel, or the app's Home or messages. */
function go(place) {
  const channel = place.kind === 'channel' || place.tab === 'messages' ? place.id : undefined;
  const after = channel === undefined ? undefined : store.read[channel];
  change({ place, newLine: after === undefined ? null : { channel, after } });
  if (place.tab === 'home') void act({ act: 'openHome' });
  const hash = place.kind === 'app' ? `#app/${place.tab}` : `#${place.id}`;
  if (location.hash !== hash) history.pushState(null, '', hash);
}

/** The place that the address names. */
function placeInAddress() {
  const [name, tab] = location.hash.slice(1).split('/');
  const direct = store.workspace?.channels.find(({ kind }) => kind === 'im')?.id ?? '';
  return name === 'app'
    ? { kind: 'app', tab: tab === 'messages' ? 'messages' : 'home', id: direct }
    : { kind: 'channel', id: name };
}

function become(user) {
  sessionStorage.setItem('me', user);
  change({ entered: {}, fieldErrors: {}, modals: [], home: null, newLine: null });
  connect(user);
}

/** From region to region with F6, and to the composer with a slash. */
function onKey(event) {
  if (event.target.closest?.('dialog, [popover]') !== null) return;
  if (event.key === 'F6') {
    event.preventDefault();
    const regions = [
      ...document.querySelectorAll(
        '.sidebar [aria-current], .messages, .home-scroll, #composer, .log-toggle',
      ),
    ];
    const at = regions.findIndex((each) => each.contains(document.activeElement));
    regions.at((at + (event.shiftKey ? -1 : 1)) % regions.length)?.focus();
  }
  if (event.key === '/' && event.target.closest('input, textarea, select') === null) {
    const composer = document.querySelector('#composer');
    if (composer === null) return;
    event.preventDefault();
    composer.focus();
    if (composer.value === '') document.execCommand('insertText', false, '/');
  }
}

let homeAsked;

onChange(() => {
  render(page(), document.querySelector('#app'));
  if (store.workspace === null) return;
  document.title = `${placeTitle()} · ${store.workspace.team.name}`;
  markRead(shownChannel());
  // A tab that opens at the app's Home opens it for the app too, once for each person.
  const { me } = store.workspace;
  if (store.place.kind === 'app' && store.place.tab === 'home' && homeAsked !== me) {
    homeAsked = me;
    if (store.home === null) void act({ act: 'openHome' });
  }
});

window.addEventListener('popstate', () => change({ place: placeInAddress() }));
document.addEventListener('visibilitychange', () => {
  const channel = shownChannel();
  const after = channel === undefined ? undefined : store.read[channel];
  if (document.visibilityState === 'visible')
    change({ newLine: after === undefined ? null : { channel, after } });
});
document.addEventListener('keydown', onKey);

const asked = new URLSearchParams(location.search).get('as');
change({ place: placeInAddress() });
connect(asked ?? sessionStorage.getItem('me') ?? '');
void loadEmoji();
