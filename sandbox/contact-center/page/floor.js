import { agentPanel } from './agent-panel.js';
import { agentTiles } from './agent-tiles.js';
import { html } from './html.js';
import { queueCards } from './queue-cards.js';
import { countStates } from './state-counts.js';
import { change, store } from './store.js';
import { STATES } from './words.js';

/** States with a button even while they have no agents, so that buttons keep their places. */
const ALWAYS_SHOWN = new Set(['talking', 'ringing', 'wrap-up', 'idle', 'busy', 'rest', 'signed-out']);

/** The floor: queues, then counts by state, then a tile for each agent. */
export function floorPane() {
  const counts = countStates(store.agents.values());
  return html`
    <div class="scroll">
      <h2 id="floor-title" class="hidden">The floor</h2>
      ${queueCards(counts)} ${filters(counts)} ${agentTiles()}
    </div>
    ${agentPanel()}
  `;
}

function filters({ floor, queues }) {
  const { queue, state, text, order } = store.shown;
  const counted = (queue === null ? floor : queues.get(queue)) ?? new Map();
  const all = [...counted.values()].reduce((sum, count) => sum + count, 0);
  const offered = Object.keys(STATES).filter(
    (each) => ALWAYS_SHOWN.has(each) || counted.has(each) || each === state,
  );
  return html`
    <div class="filters">
      <div class="chips" role="group" aria-label="Show agents by state">
        ${chip(null, 'All', all)} ${offered.map((each) => chip(each, STATES[each], counted.get(each) ?? 0))}
      </div>
      <div class="finders">
      <label>
        <span class="hidden">Find an agent</span>
        <input
          type="search"
          placeholder="Number or name"
          value=${text}
          onInput=${(event) => show({ text: event.target.value })}
        />
      </label>
      <label>
        <span class="hidden">Order of the agents</span>
        <select onChange=${(event) => show({ order: event.target.value })}>
          <option value="id" selected=${order === 'id'}>By number</option>
          <option value="longest" selected=${order === 'longest'}>Longest first</option>
        </select>
      </label>
      </div>
    </div>
  `;
}

function chip(state, label, count) {
  const isChosen = store.shown.state === state;
  return html`
    <button
      type="button"
      key=${state}
      class=${state ?? 'all'}
      aria-pressed=${String(isChosen)}
      onClick=${() => show({ state: isChosen ? null : state })}
    >
      ${label} <b>${count}</b>
    </button>
  `;
}

function show(fields) {
  change({ shown: { ...store.shown, ...fields } });
}
