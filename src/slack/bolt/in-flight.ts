import { setImmediate as turn } from 'node:timers/promises';
import { withTimeout } from '../../time.ts';

/** Work that has begun and must be finished before the process may go: Bolt's own `stop()` waits for none of it. */
export interface InFlight {
  track<T>(work: Promise<T>): Promise<T>;
  /** Resolves when nothing is left, or after `deadlineMs`; with what is left then. */
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
      // What came in a moment ago reaches `track` within this turn of the event loop.
      await turn();
      await withTimeout(drained(), deadlineMs);
      return running.size;
    },
  };

  async function drained(): Promise<void> {
    while (running.size > 0) await Promise.allSettled(running);
  }
}
