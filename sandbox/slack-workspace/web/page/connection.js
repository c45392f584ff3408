import { follow } from '../../local-page/live.js';
import { post } from '../../local-page/post.js';
import { change, notify, setBusy, store } from './store.js';
import { apply, callOf } from './workspace-events.js';

let leave = () => {};

let begin = () => {};

/** Calls whenever the whole state has come: at once, where that was before. */
export function onState(listener) {
  begin = listener;
  if (store.workspace !== null) begin();
}

/** Follows the workspace as one person. */
export function connect(user) {
  leave();
  leave = follow(`/live?user=${encodeURIComponent(user)}`, {
    hear: (name, data) => HEARD[name](data),
    lose: () => change({ live: false }),
  });
}

const HEARD = {
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

const TROUBLE = {
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

/** Why the workspace itself gave no answer. */
const NO_ANSWER = {
  gone: ['The workspace is not there any more.', 'Start it again; this page finds it by itself.'],
  silent: [
    'The workspace does not answer.',
    'Whether this has reached it is not known: look before you do it again.',
  ],
  garbled: ['The workspace gave no proper answer.'],
};

/** Does something as the person whom the page shows; the report, or nothing where it failed. */
export async function act(what, user = store.workspace.me) {
  const before = await sendEntered();
  const { said, trouble } = before === undefined ? await post('/act', { user, what }) : { trouble: before };
  if (trouble !== undefined) notify(...NO_ANSWER[trouble]);
  else if (said.problem !== undefined) notify(said.problem);
  // A command's failure is said in the channel, by Slack itself.
  else if (what.act !== 'command' && TROUBLE[said.error] !== undefined) notify(...TROUBLE[said.error]);
  return trouble === undefined && said.problem === undefined ? said : undefined;
}

/** The last use of each element, so that several choices in a row reach the app in turn. */
const uses = new Map();

/** Uses an element; it shows as busy until the app has acknowledged. A button pressed twice meanwhile is pressed once. */
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

/** What was entered here and the server does not know yet: who, form, field, target and state. */
const unsent = new Map();
const WAIT_MS = 150;
let timer;

/** Remembers what stands in a field; soon also where the person's other tabs see it. */
export function enter(place, field, state) {
  const { formId, target } = place;
  const user = store.workspace.me;
  const form = { ...store.entered[formId], [field]: state };
  change({ entered: { ...store.entered, [formId]: form } });
  unsent.set(`${user} ${formId} ${field}`, { user, formId, target, field, state });
  clearTimeout(timer);
  timer = setTimeout(() => void sendEntered(), WAIT_MS);
}

/** Why the server could not be told, if so: what it does not know stays to be sent. */
async function sendEntered() {
  clearTimeout(timer);
  for (const [key, entry] of unsent) {
    const { user, target, field, state } = entry;
    const { trouble } = await post('/act', { user, what: { act: 'enter', target, field, state } });
    if (trouble !== undefined) return trouble;
    if (unsent.get(key) === entry) unsent.delete(key);
  }
  return undefined;
}

/** What the server knows of one person's forms, with what is being typed here still on top. */
function withUnsent(entered, me) {
  const merged = { ...entered };
  for (const { user, formId, field, state } of unsent.values()) {
    if (user === me) merged[formId] = { ...merged[formId], [field]: state };
  }
  return merged;
}
