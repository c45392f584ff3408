import { change, notify, store } from './store.js';

const MOST_CALLS = 300;

/** Follows the simulator; the browser reconnects by itself and gets the whole state anew. */
export function connect() {
  const source = new EventSource('/events');
  source.addEventListener('state', ({ data }) => {
    const { vdn, seed, restReasons, clock, bot, agents, queues, scenarios, otherCalls, calls } =
      JSON.parse(data);
    change({
      floor: { vdn, seed, restReasons: new Map(restReasons) },
      clock: { ...clock, heard: performance.now() },
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
  });
  source.addEventListener('change', ({ data }) => takeIn(JSON.parse(data)));
  source.addEventListener('error', () => change({ live: false }));
}

const byId = (rows) => new Map(rows.map((row) => [row.id, row]));

function takeIn({ clock, bot, agents, gone, queues, on, calls }) {
  change({
    ...(clock && { clock: { ...clock, heard: performance.now() } }),
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

/** A call that ended takes the place of its line from when it began. */
function withCalls(rows) {
  const changed = new Map(rows.map((row) => [row.key, row]));
  const kept = store.calls.map((call) => {
    const now = changed.get(call.key);
    changed.delete(call.key);
    return now ?? call;
  });
  return [...[...changed.values()].toReversed(), ...kept].slice(0, MOST_CALLS);
}

/** Asks the simulator to do something; whether it did. */
export async function act(what) {
  const response = await fetch('/act', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(what),
  }).catch(() => undefined);
  if (response === undefined) {
    notify('The simulator is not there any more. Start it again; this page finds it by itself.');
    return false;
  }
  const { problem } = await response
    .json()
    .catch(() => ({ problem: 'The simulator gave no proper answer.' }));
  if (problem !== undefined) notify(problem);
  return problem === undefined;
}
