import { follow } from '../../local-page/live.js';
import { post } from '../../local-page/post.js';
import { change, notify, store } from './store.js';
import { NO_REPLY } from './words.js';

const MAX_CALLS = 300;

/** Follows the simulator, and after a restart the next one on its port. */
export function connect() {
  follow('/live', {
    onEvent: (name, data) => (name === 'state' ? begin(data) : applyChanges(data)),
    onLost: () => change({ live: false }),
  });
}

function begin({ vdn, seed, restReasons, clock, bot, agents, queues, scenarios, otherCalls, calls }) {
  change({
    floor: { vdn, seed, restReasons: new Map(restReasons) },
    clock: { ...clock, receivedAt: performance.now() },
    bot,
    agents: byId(agents),
    queues: byId(queues),
    scenarios,
    otherCalls,
    calls: calls.toReversed(),
    live: true,
    ...(!agents.some(({ id }) => id === store.chosen) && { chosen: null }),
    ...(!queues.some(({ id }) => id === store.shown.queue) && { shown: { ...store.shown, queue: null } }),
  });
}

const byId = (rows) => new Map(rows.map((row) => [row.id, row]));

function applyChanges({ clock, bot, agents, gone, queues, on, calls }) {
  change({
    ...(clock && { clock: { ...clock, receivedAt: performance.now() } }),
    ...(bot && { bot }),
    ...((agents || gone) && { agents: merged(store.agents, agents ?? [], gone ?? []) }),
    ...(gone?.includes(store.chosen) && { chosen: null }),
    ...(queues && { queues: merged(store.queues, queues, []) }),
    ...(on && { scenarios: store.scenarios.map((each) => ({ ...each, on: on.includes(each.name) })) }),
    ...(calls && { calls: withCalls(calls) }),
  });
}

function merged(before, rows, gone) {
  const after = new Map(before);
  let isOrdered = true;
  for (const row of rows) {
    isOrdered &&= after.has(row.id);
    after.set(row.id, row);
  }
  for (const id of gone) after.delete(id);
  return isOrdered ? after : new Map([...after].toSorted(([a], [b]) => a - b));
}

/** Adds calls to the log. A completed call replaces the row of its start. */
function withCalls(rows) {
  const changed = new Map(rows.map((row) => [row.key, row]));
  const kept = store.calls.map((call) => {
    const now = changed.get(call.key);
    changed.delete(call.key);
    return now ?? call;
  });
  return [...[...changed.values()].toReversed(), ...kept].slice(0, MAX_CALLS);
}

/** Posts an act to the simulator. Returns whether the act succeeded. */
export async function act(what) {
  const { reply, failure } = await post('/act', what);
  const problem = failure === undefined ? reply.problem : NO_REPLY[failure];
  if (problem !== undefined) notify(problem);
  return problem === undefined;
}
