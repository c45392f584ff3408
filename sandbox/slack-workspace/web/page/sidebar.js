import { unreadIn } from './channel-pane.js';
import { html } from './html.js';
import { face } from './message.js';
import { channelName, personName } from './names.js';
import { change, store } from './store.js';
import { currentTheme, nextTheme } from './theme.js';
import { Menu } from './widgets/menu.js';

const THEMES = { system: ['◐', 'as the system'], light: ['☀', 'light'], dark: ['☾', 'dark'] };

/** The sidebar: places, and the choice of the person. */
export function sidebar({ go, become }) {
  const { app, channels, homeEnabled, me, messagesTab, team } = store.workspace;
  const direct = channels.find(({ kind }) => kind === 'im');
  const [sign, words] = THEMES[currentTheme()];
  const hasApp = direct !== undefined && (homeEnabled || messagesTab !== 'off');
  return html`
    <nav class="sidebar" aria-label="Workspace">
      <div class="team">
        <b>${team.name}</b>
        <button
          type="button"
          class="tool"
          aria-label=${`Colours: ${words}. Change`}
          title=${`Colours: ${words}`}
          onClick=${() => {
            nextTheme();
            change({});
          }}
        >
          ${sign}
        </button>
      </div>
      <div class="places">
        <h2>Channels</h2>
        <ul>
          ${channels.filter(({ kind }) => kind === 'channel').map((channel) => channelEntry(channel, go))}
        </ul>
        ${hasApp ? html`<h2>Apps</h2>` : null}
        ${hasApp ? html`<ul>${appEntry(app, direct.id, go)}</ul>` : null}
      </div>
      <div class="me">
        <${Menu} class="me-button" label="Be somebody else" saysItself=${true} items=${peopleItems(me, become)}>
          ${face(personName(me), false, 'small')}
          <span><span class="unseen">You are </span>${personName(me)}</span> <span class="quiet" aria-hidden="true">▴</span>
        <//>
      </div>
    </nav>
  `;
}

function channelEntry({ id, name, isPrivate, isArchived }, go) {
  const isHere = store.place.kind === 'channel' && store.place.id === id;
  const unread = isHere ? 0 : unreadIn(id);
  return html`
    <li key=${id}>
      <button
        type="button"
        class=${unread > 0 ? 'unread' : ''}
        title=${name}
        aria-current=${isHere ? 'page' : undefined}
        onClick=${() => go({ kind: 'channel', id })}
      >
        <span class="sigil" aria-hidden="true">${isPrivate ? '⚿' : '#'}</span>
        <span class="place-name">${name}</span>
        ${isArchived ? html`<small>archived</small>` : null} ${badge(unread)}
      </button>
    </li>
  `;
}

function appEntry({ name, connected }, direct, go) {
  const isHere = store.place.kind === 'app';
  const isReading = isHere && store.place.tab === 'messages';
  const unread = isReading ? 0 : unreadIn(direct);
  const isOn = connected && store.live;
  const tab = store.workspace.homeEnabled ? 'home' : 'messages';
  return html`
    <li>
      <button
        type="button"
        class=${unread > 0 ? 'unread' : ''}
        title=${name}
        aria-current=${isHere ? 'page' : undefined}
        onClick=${() => go({ kind: 'app', tab, id: direct })}
      >
        ${face(name, true, 'small')} <span class="place-name">${name}</span>
        <span class=${isOn ? 'dot on' : 'dot'} role="img" aria-label=${isOn ? 'connected' : 'not connected'} title=${isOn ? 'Connected' : 'Not connected'}></span>
        ${badge(unread)}
      </button>
    </li>
  `;
}

const badge = (unread) =>
  unread === 0 ? null : html`<span class="count"><span class="unseen">unread: </span>${unread}</span>`;

const peopleItems = (me, become) =>
  store.workspace.people
    .filter(({ isBot }) => !isBot)
    .map(({ id, realName, tz }) => ({
      label: realName,
      hint: `${id} · ${tz}`,
      isChecked: id === me,
      run: () => become(id),
    }));

/** The title of the present place. */
export const placeTitle = () =>
  store.place.kind === 'app' ? store.workspace.app.name : channelName(store.place.id);
