/** The simulator's source of time and timers. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Runs `task` once after `delayMs`. Returns a function that cancels the timer. */
  after(delayMs: number, task: () => void): () => void;
}

/** A clock that moves only when `advance` is called. */
export interface ManualClock extends Clock {
  /** Moves the time forward and runs every task that falls due, in order, each at its own instant. */
  advance(ms: number): void;
}

/** Creates a clock on the computer's time. Its timers do not keep the process alive. */
export function createRealClock(): Clock {
  return {
    now: () => Date.now(),
    after(delayMs, task) {
      const timer = setTimeout(task, Math.max(0, delayMs));
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}

/** Creates a clock for tests: it starts at `startMs` and stands still until `advance` is called. */
export function createManualClock(startMs: number = Date.UTC(2026, 10, 23, 9, 0, 0)): ManualClock {
  let now = startMs;
  const queue = createTimerQueue();
  return {
    now: () => now,
    after: (delayMs, task) => queue.add(now + Math.max(0, delayMs), task),
    advance(ms) {
      const target = now + ms;
      for (let due = queue.takeDue(target); due !== undefined; due = queue.takeDue(target)) {
        now = Math.max(now, due.at);
        due.task();
      }
      now = target;
    },
  };
}

interface Timer {
  readonly at: number;
  readonly task: () => void;
}

interface TimerQueue {
  add(at: number, task: () => void): () => void;
  next(): number | undefined;
  takeDue(now: number): Timer | undefined;
}

/**
 * Creates a queue of timers in order of time. Timers of one instant run in order of creation, so that runs repeat
 * exactly.
 */
export function createTimerQueue(): TimerQueue {
  const timers: Timer[] = [];
  return {
    add(at, task) {
      const timer: Timer = { at, task };
      timers.splice(firstLaterThan(timers, at), 0, timer);
      return () => {
        const index = timers.indexOf(timer, Math.max(0, firstLaterThan(timers, at - 1)));
        if (index !== -1) timers.splice(index, 1);
      };
    },
    next: () => timers[0]?.at,
    takeDue(now) {
      const first = timers[0];
      return first !== undefined && first.at <= now ? timers.shift() : undefined;
    },
  };
}

function firstLaterThan(timers: readonly Timer[], at: number): number {
  let low = 0;
  let high = timers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const timer = timers[middle];
    if (timer !== undefined && timer.at <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
