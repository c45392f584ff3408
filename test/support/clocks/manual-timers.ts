import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../../src/clock.ts';

export interface ManualTimers extends Clock {
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Moves the time: waits end at their own instants, and their continuations run as far as possible. */
  advance(ms: number): Promise<void>;
  /** Sets the wall clock only. */
  jump(ms: number): void;
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await nextTurn();
}

/** Creates a clock that stands still, with waits that end when the clock is moved. */
export function createManualTimers(start: number): ManualTimers {
  let uptime = 0;
  let wallMinusUptime = start;
  const waiting = new Set<{ due: number; wake: () => void }>();

  return {
    now: () => wallMinusUptime + uptime,
    monotonic: () => uptime,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const entry = { due: uptime + ms, wake };
        waiting.add(entry);
        signal?.addEventListener('abort', wake, { once: true });
        if (signal?.aborted === true) wake();
        function wake() {
          waiting.delete(entry);
          resolve();
        }
      }),
    async advance(ms) {
      const end = uptime + ms;
      await settle();
      for (;;) {
        const [next] = [...waiting].filter(({ due }) => due <= end).toSorted((a, b) => a.due - b.due);
        if (next === undefined) break;
        uptime = Math.max(uptime, next.due);
        next.wake();
        await settle();
      }
      uptime = end;
    },
    jump(ms) {
      wallMinusUptime += ms;
    },
  };
}
