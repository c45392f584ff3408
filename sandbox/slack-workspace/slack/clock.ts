/**
 * The workspace's time. Expiry (trigger ids, response URLs), Retry-After windows and retries of events follow this
 * clock. The time limit of acknowledgements is real time, because the app's sockets are real.
 */
export interface WorkspaceClock {
  /** Epoch milliseconds. */
  now(): number;
  /** Runs a function once after `ms` on this clock. Returns a function that cancels the timer. */
  after(ms: number, run: () => void): () => void;
}

export interface ManualClock extends WorkspaceClock {
  /** Moves the time forward and runs what falls due, in order. */
  advance(ms: number): void;
}

export const systemClock: WorkspaceClock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Creates a clock that moves only when `advance` is called. */
export function createManualClock(start = Date.UTC(2026, 0, 5, 9, 0, 0)): ManualClock {
  let now = start;
  let due: { at: number; run: () => void }[] = [];
  return {
    now: () => now,
    after(ms, run) {
      const entry = { at: now + ms, run };
      due.push(entry);
      return () => {
        due = due.filter((other) => other !== entry);
      };
    },
    advance(ms) {
      const end = now + ms;
      for (;;) {
        const next = due.filter((entry) => entry.at <= end).toSorted((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        due = due.filter((entry) => entry !== next);
        now = Math.max(now, next.at);
        next.run();
      }
      now = end;
    },
  };
}
