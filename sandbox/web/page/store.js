/**
 * What the page shows. One object, one listener; events of the workspace and what the person does
 * here both go through `change`.
 *
 * @typedef {object} Store
 * @property {object | null} workspace what `state` of the server said last
 * @property {{ kind: 'channel' | 'home', id?: string }} place
 * @property {Record<string, object[]>} messages by channel
 * @property {object | null} home
 * @property {object[]} modals on top of each other, the last in front
 * @property {Record<string, Record<string, unknown>>} entered what was typed or chosen, by view or message, then field
 * @property {Record<string, string>} fieldErrors by block id, for the modal in front
 * @property {{ id: number, text: string }[]} notices
 * @property {object[]} requests the app's latest calls
 * @property {boolean} live
 */

/** @type {Store} */
export const store = {
  workspace: null,
  place: { kind: 'channel' },
  messages: {},
  home: null,
  modals: [],
  entered: {},
  fieldErrors: {},
  notices: [],
  requests: [],
  live: false,
};

let listener = () => {};
let scheduled = false;

export function onChange(listen) {
  listener = listen;
}

/** Changes the store and shows the result, once for all changes of the same instant. */
export function change(fields) {
  Object.assign(store, fields);
  if (scheduled) return;
  scheduled = true;
  queueMicrotask(() => {
    scheduled = false;
    listener();
  });
}

let notices = 0;

/** Says something at the edge of the page; the last five stay until dismissed. */
export function notify(text) {
  notices += 1;
  change({ notices: [...store.notices, { id: notices, text }].slice(-5) });
}

export function dismiss(id) {
  change({ notices: store.notices.filter((notice) => notice.id !== id) });
}

/** Takes one event of the workspace in. */
export function apply(event) {
  switch (event.type) {
    case 'message_posted':
    case 'ephemeral_posted':
      return changeMessages(event.channel, (messages) => [...messages, event.message]);
    case 'message_updated':
    case 'ephemeral_updated':
      return changeMessages(event.channel, (messages) =>
        messages.map((message) => (message.ts === event.message.ts ? event.message : message)),
      );
    case 'message_deleted':
    case 'ephemeral_deleted':
      return changeMessages(event.channel, (messages) =>
        messages.filter((message) => message.ts !== event.message.ts),
      );
    case 'view_opened':
      return change({ modals: [event.view], fieldErrors: {} });
    case 'view_pushed':
      return change({ modals: [...store.modals, event.view], fieldErrors: {} });
    case 'view_closed':
      return change({ modals: store.modals.filter((view) => view.id !== event.view.id), fieldErrors: {} });
    case 'view_updated':
    case 'view_published':
      return event.view.type === 'home'
        ? change({ home: event.view })
        : change({
            modals: store.modals.map((view) => (view.id === event.view.id ? event.view : view)),
            fieldErrors: {},
          });
    case 'refused':
      return notify(
        `The workspace refused what the app sent (${event.where}): ${event.error}. ${event.errors.join('; ')}`,
      );
    case 'request':
      return change({ requests: [...store.requests, event.request].slice(-100) });
    case 'connection':
      return change({
        workspace: { ...store.workspace, app: { ...store.workspace.app, connected: event.open > 0 } },
      });
    default:
      return undefined;
  }
}

function changeMessages(channel, next) {
  change({ messages: { ...store.messages, [channel]: next(store.messages[channel] ?? []) } });
}

/** Remembers what stands in a field until it is sent. */
export function enter(formId, field, value) {
  const form = { ...store.entered[formId], [field]: value };
  change({ entered: { ...store.entered, [formId]: form } });
}
