/**
 * Counts the agents by state, on the whole floor and in each queue that they serve.
 *
 * @param {Iterable<{ state: string, queues: number[] }>} agents
 */
export function countStates(agents) {
  const floor = new Map();
  const queues = new Map();
  for (const { state, queues: served } of agents) {
    add(floor, state);
    for (const id of served) {
      if (!queues.has(id)) queues.set(id, new Map());
      add(queues.get(id), state);
    }
  }
  return { floor, queues };
}

function add(counts, state) {
  counts.set(state, (counts.get(state) ?? 0) + 1);
}
