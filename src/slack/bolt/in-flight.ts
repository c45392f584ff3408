import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';

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
      const deadline = new AbortController();
      const expired = wait(deadlineMs, 'expired', { signal: deadline.signal }).catch(() => 'expired');
      let ended: unknown = null;
      while (running.size > 0 && ended !== 'expired') {
        ended = await Promise.race([expired, Promise.allSettled(running)]);
      }
      deadline.abort();
      return running.size;
    },
  };
}
