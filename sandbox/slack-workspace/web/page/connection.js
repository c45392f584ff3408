import { follow } from '../../local-page/live.js';
import { post } from '../../local-page/post.js';
import { change, notify, setBusy, store } from './store.js';
import { apply, callOf } from './workspace-events.js';

let leave = () => {};

let begin = () => {};

/** Calls the listener when the whole state has arrived, or at once if it has arrived before. */
export function onState(listener) {
  begin = listener;
  if (store.workspace !== null) begin();
}

/** Follows the workspace as one person. */
export function connect(user) {
  leave();
  leave = follow(`/live?user=${encodeURIComponent(user)}`, {
    onEvent: (name, data) => EVENT_HANDLERS[name](data),
    onLost: () => change({ live: false }),
  });
}

const EVENT_HANDLERS = {
  state({ desk, messages, home, modals, log, ...workspace }) {
    change({
      workspace,
      messages,
      home,
      modals,
      ...desk,
      entered: withUnsent(desk.entered, workspace.me),
      calls: log.map(callOf),
      live: true,
    });
    begin();
    void sendEntered();
  },
  change: apply,
  desk({ entered, ...others }) {
    change({ ...others, ...(entered && { entered: withUnsent(entered, store.workspace.me) }) });
  },
};

const REPORT_ERRORS = {
  operation_timeout: ['The app did not answer in time.', 'Slack waits three seconds for an acknowledgement.'],
  dispatch_failed: [
    'The app could not be reached.',
    'It is not connected, or its request URL does not answer.',
  ],
  http_client_error: ['The app refused the request.'],
  http_service_error: ['The app failed.'],
  invalid_view_response: ['The app answered the form with something that cannot be shown.'],
  invalid_command_response: ['The app answered with something that cannot be shown.'],
};

/** Texts for requests that the workspace did not answer. */
const NO_REPLY = {
  gone: ['The workspace has stopped.', 'Start it again; this page reconnects by itself.'],
  silent: ['The workspace does not answer.', 'The result is unknown: check before you try again.'],
  garbled: ['The workspace sent a malformed answer.'],
};

/** Posts an act of the person whom the page shows. Returns the report; nothing after a failure. */
export async function act(what, user = store.workspace.me) {
  const before = await sendEntered();
  const { reply, failure } = before === undefined ? await post('/act', { user, what }) : { failure: before };
  if (failure !== undefined) notify(...NO_REPLY[failure]);
  else if (reply.problem !== undefined) notify(reply.problem);
  // Slack itself posts the failure of a command in the channel.
  else if (what.act !== 'command' && REPORT_ERRORS[reply.error] !== undefined)
    notify(...REPORT_ERRORS[reply.error]);
  return failure === undefined && reply.problem === undefined ? reply : undefined;
}

/** The last use of each element, so that the app receives several choices in order. */
const uses = new Map();

/**
 * Uses an element, which is shown as busy until the app has acknowledged. A button that is pressed twice meanwhile
 * sends one action.
 */
export async function click(place, block, element, value) {
  const key = elementKey(place, block, element);
  if (value === undefined && store.busy.has(key)) return;
  setBusy(key, true);
  const { target } = place;
  const { me } = store.workspace;
  const what = { act: 'click', target, actionId: element.action_id, blockId: block.block_id, value };
  const use = (uses.get(key) ?? Promise.resolve()).then(() => act(what, me));
  uses.set(key, use);
  await use;
  if (uses.get(key) !== use) return;
  uses.delete(key);
  setBusy(key, false);
}

export const elementKey = (place, block, element) => `${place.formId} ${block.block_id}.${element.action_id}`;

/** Input that the server does not have yet: person, form, field, target and state. */
const unsent = new Map();
const SEND_DELAY_MS = 150;
let timer;

/** Stores the value of a field, and soon sends it to the server for the person's other tabs. */
export function enter(place, field, state) {
  const { formId, target } = place;
  const user = store.workspace.me;
  const form = { ...store.entered[formId], [field]: state };
  change({ entered: { ...store.entered, [formId]: form } });
  unsent.set(`${user} ${formId} ${field}`, { user, formId, target, field, state });
  clearTimeout(timer);
  timer = setTimeout(() => void sendEntered(), SEND_DELAY_MS);
}

/** Sends the stored input. Returns the error after a failure; the input then waits for the next attempt. */
async function sendEntered() {
  clearTimeout(timer);
  for (const [key, entry] of unsent) {
    const { user, target, field, state } = entry;
    const { failure } = await post('/act', { user, what: { act: 'enter', target, field, state } });
    if (failure !== undefined) return failure;
    if (unsent.get(key) === entry) unsent.delete(key);
  }
  return undefined;
}

/** The input of a person as the server has it, overridden by input that was not sent yet. */
function withUnsent(entered, me) {
  const merged = { ...entered };
  for (const { user, formId, field, state } of unsent.values()) {
    if (user === me) merged[formId] = { ...merged[formId], [field]: state };
  }
  return merged;
}
