import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * The number of turns of the event loop that are counted. They are over quickly, and none happens while the process is
 * blocked.
 */
export const TURNS = 50;

/**
 * Returns how many turns of the event loop come before the promise is settled: {@link TURNS} if the process is not
 * blocked.
 */
export async function turnsBefore(settled: Promise<unknown>): Promise<number> {
  let turns = 0;
  const turn = async () => {
    for (; turns < TURNS; turns += 1) await nextTurn();
  };
  await Promise.race([Promise.allSettled([settled]), turn()]);
  return turns;
}
