import { createChanges } from '../../local-page/changes.js';

/**
 * The state of the page: one object with one listener. Events of the workspace and acts of the person change it
 * through `change`.
 *
 * @typedef {object} Store
 * @property {object | null} workspace the latest `state` of the server
 * @property {{ kind: 'channel' | 'app', id: string, tab?: 'home' | 'messages' }} place `id` is a channel's, also for the app's messages
 * @property {Record<string, object[]>} messages by channel
 * @property {object | null} home
 * @property {object[]} modals the topmost last
 * @property {Record<string, Record<string, object>>} entered Slack's state objects, by form, then `block id.action id`
 * @property {Record<string, Record<string, string>>} fieldErrors by view id, then block id
 * @property {Record<string, string>} read the `ts` of the last read message, by channel
 * @property {{ channel: string, after: string } | null} newLine the position of the line "New"
 * @property {Record<string, Record<string, string>>} drafts by person, then channel
 * @property {ReadonlySet<string>} busy elements whose use the app has not acknowledged yet
 * @property {{ id: number, title: string, text: string, details: string[] }[]} notices
 * @property {object[]} calls between app and workspace, oldest first
 * @property {object | null} question the open confirm dialog
 * @property {object | null} payload the message whose JSON is open
 * @property {boolean} live
 * @property {boolean} hasEmoji whether emoji are loaded; until then messages show their names
 */

/** @type {Store} */
export const store = {
  workspace: null,
  place: { kind: 'channel', id: '' },
  messages: {},
  home: null,
  modals: [],
  entered: {},
  fieldErrors: {},
  read: {},
  newLine: null,
  drafts: {},
  busy: new Set(),
  notices: [],
  calls: [],
  question: null,
  payload: null,
  live: false,
  hasEmoji: false,
};

export const { onChange, change } = createChanges(store);

let notices = 0;
const MAX_NOTICES = 4;

/** Shows a notice at the edge of the page until it is dismissed; equal notices are shown once. */
export function notify(title, text = '', details = []) {
  notices += 1;
  const others = store.notices.filter((each) => each.title !== title || each.text !== text);
  change({ notices: [...others, { id: notices, title, text, details }].slice(-MAX_NOTICES) });
}

export function dismiss(id) {
  change({ notices: store.notices.filter((notice) => notice.id !== id) });
}

export function setBusy(key, isBusy) {
  const busy = new Set(store.busy);
  if (isBusy) busy.add(key);
  else busy.delete(key);
  change({ busy });
}

/** Opens the dialog of a confirm object. Resolves with whether the person confirmed. */
export function ask(confirm) {
  if (confirm === undefined) return Promise.resolve(true);
  return new Promise((resolve) => {
    const answer = (yes) => {
      change({ question: null });
      resolve(yes);
    };
    change({ question: { confirm, answer } });
  });
}

/** The channel of the visible messages; `undefined` if no channel is shown. */
export const shownChannel = () =>
  store.place.kind === 'channel' || store.place.tab === 'messages' ? store.place.id : undefined;
