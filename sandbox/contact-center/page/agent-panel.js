import { act } from './connection.js';
import { html } from './html.js';
import { change, store } from './store.js';
import { AGENT_ACTS, nameOf, stateWords } from './words.js';

/** The state and calls of the chosen agent, with buttons that change them. */
export function agentPanel() {
  const agent = store.agents.get(store.chosen);
  if (agent === undefined) return html`<div id="agent-panel" hidden></div>`;
  const { id, state, since, queues, answeredToday } = agent;
  return html`
    <section id="agent-panel" class=${`panel ${state}`} aria-labelledby="agent-title" onKeyDown=${closeOnEscape}>
      <h3 id="agent-title">${id} ${nameOf(agent)}</h3>
      <p>
        ${stateWords(agent, store.floor.restReasons)} for <span data-since=${since}></span>${' · '}
        ${queues.length === 0 ? 'in no queue' : queues.map(queueName).join(', ')}${' · '}${answeredToday} answered today
      </p>
      <button type="button" class="close" aria-label=${`Close ${id}`} onClick=${close}>×</button>
      <div class="acts">${actsOf(agent).map(([what, isPossible]) => button(agent, what, isPossible))} ${reasons(agent)}</div>
    </section>
  `;
}

const queueName = (id) => store.queues.get(id)?.name ?? `queue ${id}`;

/** The buttons of an agent. Each keeps its place; buttons without effect in this state are disabled. */
function actsOf({ state, call }) {
  const isHere = state !== 'signed-out';
  const isFree = isHere && call === null;
  const goTo = (other) => [other, isHere && state !== other];
  return [
    isFree || !isHere || state === 'talking' ? ['take-call', isFree] : ['answer', true],
    ['place-call', isFree],
    ['end-call', call !== null],
    goTo('wrap-up'),
    goTo('idle'),
    goTo('busy'),
    goTo('study'),
    isHere ? ['sign-out', true] : ['sign-in', true],
  ];
}

function button({ id }, what, isPossible) {
  return html`
    <button
      type="button"
      key=${what}
      data-act=${what}
      aria-disabled=${isPossible ? null : 'true'}
      onClick=${isPossible ? () => void act({ act: 'agent', id, what }) : null}
    >
      ${AGENT_ACTS[what]}
    </button>
  `;
}

/** The causes of a break; choosing one starts the break. */
function reasons({ id, state }) {
  const start = (event) => {
    const reason = Number(event.target.value);
    event.target.value = '';
    void act({ act: 'agent', id, what: 'rest', reason });
  };
  return html`
    <label>
      <span class="hidden">Send ${id} on a break</span>
      <select data-act="rest" disabled=${state === 'signed-out'} onChange=${start}>
        <option value="" selected>${AGENT_ACTS.rest}…</option>
        ${[...store.floor.restReasons].map(([code, name]) => html`<option key=${code} value=${code}>${name}</option>`)}
      </select>
    </label>
  `;
}

function close() {
  const { chosen } = store;
  change({ chosen: null });
  document.querySelector(`[data-agent="${chosen}"]`)?.focus();
}

function closeOnEscape(event) {
  if (event.key === 'Escape') close();
}
