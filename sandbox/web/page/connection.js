import { change, notify, setBusy, store } from './store.js';
import { apply, callOf } from './workspace-events.js';

let source;

/** Follows the workspace as one person; the browser reconnects by itself and gets the whole state anew. */
export function connect(user) {
  source?.close();
  source = new EventSource(`/events?user=${encodeURIComponent(user)}`);
  source.addEventListener('state', ({ data }) => {
    const { desk, messages, home, modals, requests, ...workspace } = JSON.parse(data);
    change({
      workspace,
      messages,
      home,
      modals,
      ...desk,
      calls: requests.map(callOf),
      live: true,
      place: knownPlace(workspace, store.place),
    });
  });
  source.addEventListener('change', ({ data }) => apply(JSON.parse(data)));
  source.addEventListener('desk', ({ data }) => {
    const { entered, ...others } = JSON.parse(data);
    change({ ...others, ...(entered && { entered: withUnsent(entered) }) });
  });
  source.addEventListener('error', () => change({ live: false }));
}

/** Where the tab was, if that is still there for this person; else the first channel. */
function knownPlace(workspace, place) {
  const direct = workspace.channels.find(({ kind }) => kind === 'im')?.id ?? '';
  if (place.kind === 'app') return { ...place, id: direct };
  if (workspace.channels.some(({ id, kind }) => id === place.id && kind !== 'im')) return place;
  const first = workspace.channels.find(({ kind }) => kind === 'channel');
  return first === undefined ? { kind: 'app', tab: 'home', id: direct } : { kind: 'channel', id: first.id };
}

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

/** Does something as the person whom the page shows; the report, or nothing where it failed. */
export async function act(what) {
  await sendEntered();
  const report = await post(what);
  if (report === undefined) {
    notify('The workspace is not there any more.', 'Start it again; this page finds it by itself.');
    return undefined;
  }
  if (report.problem !== undefined) {
    notify(report.problem);
    return undefined;
  }
  // A command's failure is said in the channel, by Slack itself.
  const trouble = what.act === 'command' ? undefined : TROUBLE[report.error];
  if (trouble !== undefined) notify(...trouble);
  return report;
}

async function post(what) {
  const response = await fetch('/act', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user: store.workspace.me, what }),
  }).catch(() => undefined);
  return await response?.json().catch(() => ({ problem: 'The workspace gave no proper answer.' }));
}

/** The last use of each element, so that several choices in a row reach the app in turn. */
const uses = new Map();

/** Uses an element; it shows as busy until the app has acknowledged. A button pressed twice meanwhile is pressed once. */
export async function click(place, block, element, value) {
  const key = elementKey(place, block, element);
  if (value === undefined && store.busy.has(key)) return;
  setBusy(key, true);
  const { target } = place;
  const what = { act: 'click', target, actionId: element.action_id, blockId: block.block_id, value };
  const use = (uses.get(key) ?? Promise.resolve()).then(() => act(what));
  uses.set(key, use);
  await use;
  if (uses.get(key) !== use) return;
  uses.delete(key);
  setBusy(key, false);
}

export const elementKey = (place, block, element) => `${place.formId} ${block.block_id}.${element.action_id}`;

/** What was entered here and the server does not know yet: form, then field, then target and state. */
const unsent = new Map();
const WAIT_MS = 150;
let timer;

/** Remembers what stands in a field; soon also where the person's other tabs see it. */
export function enter(place, field, state) {
  const { formId, target } = place;
  const form = { ...store.entered[formId], [field]: state };
  change({ entered: { ...store.entered, [formId]: form } });
  unsent.set(`${formId} ${field}`, { formId, target, field, state });
  clearTimeout(timer);
  timer = setTimeout(() => void sendEntered(), WAIT_MS);
}

async function sendEntered() {
  clearTimeout(timer);
  const sending = [...unsent];
  for (const [key, entry] of sending) {
    const { target, field, state } = entry;
    await post({ act: 'enter', target, field, state });
    if (unsent.get(key) === entry) unsent.delete(key);
  }
}

/** Another tab's word on the same forms, with what is being typed here still on top. */
function withUnsent(entered) {
  const merged = { ...entered };
  for (const { formId, field, state } of unsent.values()) {
    merged[formId] = { ...merged[formId], [field]: state };
  }
  return merged;
}
