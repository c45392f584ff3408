import { blocks } from './blocks/blocks.js';
import { channelPane } from './channel-pane.js';
import { html } from './html.js';
import { store } from './store.js';

/** The app's own space: its Home, and the direct messages with the person. */
export function appSpace({ tab, id }) {
  const panel =
    tab === 'home'
      ? html`<div class="scroll home-scroll" tabindex="0" role="region" aria-label="Home">${home()}</div>`
      : channelPane(id);
  return html`<div class="app-space" id="app-panel" role="tabpanel" aria-labelledby=${`tab-${tab}`}>${panel}</div>`;
}

function home() {
  const { home, workspace } = store;
  if (home === null) return html`<p class="empty">${workspace.app.name} has published nothing here yet.</p>`;
  const place = { formId: home.id, target: { view: home.id }, state: home.state.values };
  return html`<div class="home" key=${home.id}>${blocks(place, home.blocks)}</div>`;
}

/** The tabs Home and Messages; arrow keys move between them. */
export function tabs({ tab }, open) {
  const { homeEnabled, messagesTab } = store.workspace;
  const known = [
    ...(homeEnabled ? [['home', 'Home']] : []),
    ...(messagesTab === 'off' ? [] : [['messages', 'Messages']]),
  ];
  const move = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined || known.length < 2) return;
    const at = known.findIndex(([name]) => name === tab);
    const [next] = known.at((at + step) % known.length);
    open(next);
    document.querySelector(`#tab-${next}`)?.focus();
  };
  return html`
    <div class="tabs" role="tablist" aria-label="App" onKeyDown=${move}>
      ${known.map(
        ([name, label]) => html`
          <button
            type="button"
            id=${`tab-${name}`}
            role="tab"
            aria-selected=${String(name === tab)}
            aria-controls="app-panel"
            tabindex=${name === tab ? '0' : '-1'}
            onClick=${() => open(name)}
          >
            ${label}
          </button>
        `,
      )}
    </div>
  `;
}
