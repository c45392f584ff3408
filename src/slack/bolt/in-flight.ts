import { setImmediate as turn } from 'node:timers/promises';
import { withTimeout } from '../../time.ts';

/** Running work that must finish before the process ends. Bolt's `stop()` does not wait for it. */
export interface InFlight {
  track<T>(work: Promise<T>): Promise<T>;
  /**
   * Waits until all work is done, at most `deadlineMs`.
   *
   * @returns the number of unfinished items
   */
  drain(deadlineMs: number): Promise<number>;
}

export function createInFlight(): InFlight {
  const running = new Set<Promise<unknown>>();
  return {
    async track(work) {
      running.add(work);
      try {
        return await work;
      } finally {
        running.delete(work);
      }
    },
    async drain(deadlineMs) {
      // A request that just arrived reaches `track` within this turn of the event loop.
      await turn();
      await withTimeout(drained(), deadlineMs);
      return running.size;
    },
  };

  async function drained(): Promise<void> {
    while (running.size > 0) await Promise.allSettled(running);
  }
}
