import { setImmediate as nextTurn } from 'node:timers/promises';

/** Turns of the event loop that are counted: quickly over, and none of them happens while the process is held up. */
export const TURNS = 50;

/** How many turns of the event loop come before this is settled: {@link TURNS} where the process goes on meanwhile. */
export async function turnsBefore(settled: Promise<unknown>): Promise<number> {
  let turns = 0;
  const turn = async () => {
    for (; turns < TURNS; turns += 1) await nextTurn();
  };
  await Promise.race([Promise.allSettled([settled]), turn()]);
  return turns;
}
