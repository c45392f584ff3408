import { html } from './html.js';
import { change, store } from './store.js';

const NAME = 'workspace-log';
const KINDS = { call: ['→', 'from the app'], delivery: ['←', 'to the app'], refused: ['✕', 'refused'] };

let isOpen = localStorage.getItem(NAME) === 'open';

/** The calls between app and workspace: the last one always, all on request. */
export function callLog() {
  const { calls } = store;
  const toggle = () => {
    isOpen = !isOpen;
    localStorage.setItem(NAME, isOpen ? 'open' : 'closed');
    change({});
  };
  return html`
    <aside class=${isOpen ? 'log open' : 'log'} aria-label="Calls of the app">
      <button type="button" class="log-toggle" aria-expanded=${String(isOpen)} aria-controls="calls" onClick=${toggle}>
        <span aria-hidden="true">${isOpen ? '▾' : '▸'}</span> <b>Calls</b>
        ${isOpen || calls.length === 0 ? html`<span class="quiet">between the app and this workspace</span>` : row(calls.at(-1))}
      </button>
      <div id="calls" hidden=${!isOpen} class="calls" tabindex="0" role="region" aria-label="Calls, newest first">
        <ol>
          ${calls.toReversed().map((call, index) => html`<li key=${calls.length - index} class=${call.problem === undefined ? '' : 'failed'}>${row(call)}</li>`)}
        </ol>
        ${calls.length === 0 ? html`<p class="quiet">The app has called nothing yet.</p>` : null}
      </div>
    </aside>
  `;
}

/** The time of a call in the zone of this browser, whichever person the page shows. */
const timeOfDay = (at) => new Date(at).toLocaleTimeString('en-GB');

function row({ kind, at, name, ms, problem, details }) {
  const [sign, words] = KINDS[kind];
  return html`
    <span class="call">
      <time>${timeOfDay(at)}</time>
      <span role="img" aria-label=${words} title=${words}>${sign}</span>
      <code>${name}</code>
      ${ms === undefined ? null : html`<span class="ms">${Math.round(ms)} ms</span>`}
      ${problem === undefined ? null : html`<b class="problem">${problem}</b>`}
      ${details === undefined ? null : html`<span class="problem">${details.join('; ')}</span>`}
    </span>
  `;
}
