import { createChanges } from '../../local-page/changes.js';

/**
 * What the page shows. One object, one listener; the server's events and what the person does here both go through
 * `change`.
 *
 * @typedef {object} Store
 * @property {object | null} floor vdn, seed, restReasons: what does not change
 * @property {{ now: number, floor: number, speed: number, heard: number } | null} clock
 * @property {{ agentId: number, session: string } | null} bot
 * @property {Map<number, object>} agents in order of id
 * @property {Map<number, object>} queues
 * @property {object[]} scenarios
 * @property {object[]} calls newest first
 * @property {string | null} otherCalls
 * @property {boolean} live
 * @property {'floor' | 'faults'} pane which of them is shown where there is room for one
 * @property {{ queue: number | null, state: string | null, text: string, order: 'id' | 'longest' }} shown which agents
 * @property {number | null} chosen the agent whose buttons are shown
 * @property {number | null} focused the agent whose tile the Tab key stops at
 * @property {string} faultText what to look for among the ways to break things
 * @property {{ where: string | null, failed: boolean, polls: boolean }} logged which calls
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

/** Says something at the edge of the page; the last four stay until dismissed. */
export function notify(text) {
  notices += 1;
  change({ notices: [...store.notices, { id: notices, text }].slice(-4) });
}

const SAID_FOR_MS = 4000;

/** Says something that needs no dismissing. */
export function say(text) {
  notify(text);
  const id = notices;
  setTimeout(() => dismiss(id), SAID_FOR_MS);
}

export function dismiss(id) {
  change({ notices: store.notices.filter((notice) => notice.id !== id) });
}
