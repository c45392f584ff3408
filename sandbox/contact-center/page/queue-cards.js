import { act } from './connection.js';
import { html } from './html.js';
import { change, store } from './store.js';
import { plural, STATES } from './words.js';

/** One card for the whole floor and one for each queue; a click shows the agents of the card. */
export function queueCards({ floor, queues }) {
  return html`
    <ul class="queues" aria-label="Queues">
      <li key="floor" class="queue">
        ${pick({ id: null, name: 'Whole floor', counts: floor, ...waitingAnywhere() })}
      </li>
      ${[...store.queues.values()].map(
        (queue) => html`
          <li key=${queue.id} class="queue">
            ${pick({ ...queue, counts: queues.get(queue.id) ?? new Map() })} ${callers(queue)}
          </li>
        `,
      )}
    </ul>
  `;
}

function waitingAnywhere() {
  let waiting = 0;
  let longestSince = null;
  for (const queue of store.queues.values()) {
    waiting += queue.waiting;
    if (queue.longestSince !== null) longestSince = Math.min(longestSince ?? Infinity, queue.longestSince);
  }
  return { waiting, longestSince };
}

function pick({ id, name, waiting, longestSince, counts }) {
  const queue = store.shown.queue === id ? null : id;
  return html`
    <button
      type="button"
      class="pick"
      aria-pressed=${String(store.shown.queue === id)}
      onClick=${() => change({ shown: { ...store.shown, queue } })}
    >
      <span class="name" title=${name}>${name}</span>
      ${
        waiting === 0
          ? html`<span class="waiting">nobody waits</span>`
          : html`<span class="waiting some"><b>${waiting}</b> waiting, <span data-since=${longestSince}></span></span>`
      }
      ${shares(counts)}
    </button>
  `;
}

/** The states as parts of a bar, with a text for screen readers. */
function shares(counts) {
  const present = Object.keys(STATES).filter((state) => counts.has(state));
  const words = present.map((state) => `${counts.get(state)} ${STATES[state].toLowerCase()}`).join(', ');
  return html`
    <span class="shares" role="img" aria-label=${words === '' ? 'no agents' : words} title=${words}>
      ${present.map((state) => html`<i key=${state} class=${state} style=${{ flexGrow: counts.get(state) }}></i>`)}
    </span>
  `;
}

function callers({ id, name, waiting }) {
  const change = (what) => () => void act({ act: 'caller', queue: id, what });
  return html`
    <span class="callers" role="group" aria-label=${`Callers of ${name}`}>
      <button
        type="button"
        aria-disabled=${waiting === 0 ? 'true' : null}
        aria-label=${`The caller who waits longest for ${name} hangs up`}
        title="The caller who waits longest hangs up"
        onClick=${waiting === 0 ? null : change('hangs-up')}
      >
        −
      </button>
      <button
        type="button"
        aria-label=${`Add a waiting call to ${name} (${plural(waiting, 'call waits', 'calls wait')})`}
        title="Add a waiting call"
        onClick=${change('arrives')}
      >
        +
      </button>
    </span>
  `;
}
