import { createChanges } from '../../local-page/changes.js';

/**
 * What the page shows. One object, one listener; events of the workspace and what the person does
 * here both go through `change`.
 *
 * @typedef {object} Store
 * @property {object | null} workspace what `state` of the server said last
 * @property {{ kind: 'channel' | 'app', id: string, tab?: 'home' | 'messages' }} place `id` is a channel's, also for the app's messages
 * @property {Record<string, object[]>} messages by channel
 * @property {object | null} home
 * @property {object[]} modals on top of each other, the last in front
 * @property {Record<string, Record<string, object>>} entered Slack's state objects, by form, then `block id.action id`
 * @property {Record<string, Record<string, string>>} fieldErrors by view id, then block id
 * @property {Record<string, string>} read the last `ts` read, by channel
 * @property {{ channel: string, after: string } | null} newLine where the line "New" stands
 * @property {Record<string, Record<string, string>>} drafts by person, then channel
 * @property {ReadonlySet<string>} busy elements whose use the app has not acknowledged yet
 * @property {{ id: number, title: string, text: string, details: string[] }[]} notices
 * @property {object[]} calls what went between app and workspace, oldest first
 * @property {object | null} question a confirm dialog that is open
 * @property {object | null} payload a message whose JSON is looked at
 * @property {boolean} live
 * @property {boolean} hasEmoji whether emoji have come, which messages show by name until then
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
const MOST_NOTICES = 4;

/** Says something at the edge of the page until it is dismissed; the same once only. */
export function notify(title, text = '', details = []) {
  notices += 1;
  const others = store.notices.filter((each) => each.title !== title || each.text !== text);
  change({ notices: [...others, { id: notices, title, text, details }].slice(-MOST_NOTICES) });
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

/** Asks a confirm object's question; whether the person said yes. */
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

/** The channel whose messages are in front, if any are. */
export const shownChannel = () =>
  store.place.kind === 'channel' || store.place.tab === 'messages' ? store.place.id : undefined;
