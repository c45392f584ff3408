import { createChanges } from '../../local-page/changes.js';

/**
 * The state of the page: one object with one listener. Events of the server and acts of the person change it through
 * `change`.
 *
 * @typedef {object} Store
 * @property {object | null} floor vdn, seed and restReasons, which do not change
 * @property {{ now: number, floor: number, speed: number, receivedAt: number } | null} clock
 * @property {{ agentId: number, session: string } | null} bot
 * @property {Map<number, object>} agents in order of id
 * @property {Map<number, object>} queues
 * @property {object[]} scenarios
 * @property {object[]} calls newest first
 * @property {string | null} otherCalls
 * @property {boolean} live
 * @property {'floor' | 'faults'} pane the visible pane on narrow screens
 * @property {{ queue: number | null, state: string | null, text: string, order: 'id' | 'longest' }} shown the filter and order of the agents
 * @property {number | null} chosen the agent whose panel is open
 * @property {number | null} focused the agent whose tile is a stop of the Tab key
 * @property {string} faultText the text that scenarios are filtered by
 * @property {{ where: string | null, failed: boolean, polls: boolean }} logged the filter of the calls
 * @property {{ id: number, text: string }[]} notices
 */

/** @type {Store} */
export const store = {
  floor: null,
  clock: null,
  bot: null,
  agents: new Map(),
  queues: new Map(),
  scenarios: [],
  calls: [],
  otherCalls: null,
  live: false,
  pane: 'floor',
  shown: { queue: null, state: null, text: '', order: 'id' },
  chosen: null,
  focused: null,
  faultText: '',
  logged: { where: null, failed: false, polls: true },
  notices: [],
};

export const { onChange, change } = createChanges(store);

let notices = 0;

/** Shows a notice at the edge of the page. The last four notices stay until they are dismissed. */
export function notify(text) {
  notices += 1;
  change({ notices: [...store.notices, { id: notices, text }].slice(-4) });
}

const MESSAGE_SHOWN_MS = 4000;

/** Shows a message that disappears by itself. */
export function say(text) {
  notify(text);
  const id = notices;
  setTimeout(() => dismiss(id), MESSAGE_SHOWN_MS);
}

export function dismiss(id) {
  change({ notices: store.notices.filter((notice) => notice.id !== id) });
}
