import { syncBuiltinESMExports } from 'node:module';
import type { TimerOptions } from 'node:timers';
import timers from 'node:timers/promises';
import { vi } from 'vitest';
import type { Clock } from '../../../src/clock.ts';

/**
 * Time that stands still until a test moves it: timers, `node:timers/promises`, `AbortSignal.timeout` and both clocks.
 */
export interface VirtualTime extends Disposable {
  readonly clock: Clock;
  /** Moves the time by `ms` and runs everything that waits for it. */
  pass(ms: number): Promise<void>;
  /** The number of set timers. */
  timers(): number;
  /** Moves the wall clock only, as NTP or a resumed machine does. */
  jump(ms: number): void;
}

/** The start of the monotonic clock, which is never zero on real machines; lru-cache takes zero for "no time known". */
const UPTIME_MS = 1_000;

export function useVirtualTime(): VirtualTime {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 20, 9, 0, 0) });
  const delays = vi.spyOn(timers, 'setTimeout').mockImplementation(delay);
  const budgets = vi.spyOn(AbortSignal, 'timeout').mockImplementation(abortAfter);
  // Modules that import from 'node:timers/promises' get the fake too.
  syncBuiltinESMExports();

  return {
    clock: { now: () => Date.now(), monotonic: () => UPTIME_MS + performance.now() },
    pass: async (ms) => {
      await vi.advanceTimersByTimeAsync(ms);
    },
    timers: () => vi.getTimerCount(),
    jump: (ms) => {
      vi.setSystemTime(Date.now() + ms);
    },
    [Symbol.dispose]() {
      vi.useRealTimers();
      delays.mockRestore();
      budgets.mockRestore();
      syncBuiltinESMExports();
    },
  };
}

/** Implements `setTimeout` of `node:timers/promises` with the global function, which is the fake. */
async function delay(ms?: number, value?: unknown, options: TimerOptions = {}): Promise<unknown> {
  const { signal } = options;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const giveUp = () => reject(new DOMException('The operation was aborted', 'AbortError'));
  const timer = setTimeout(resolve, ms);
  if (signal?.aborted === true) giveUp();
  signal?.addEventListener('abort', giveUp);
  try {
    await promise;
    return value;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
}

function abortAfter(ms: number): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new DOMException('The operation timed out', 'TimeoutError')), ms);
  return controller.signal;
}
