import { type Clock, createTimerQueue } from '../clock.ts';

/** The floor's time: the simulator's clock, accelerated or paused. */
export interface FloorTime extends Clock {
  /** 1 is real time, 10 is ten times as fast, 0 stands still. */
  speed: number;
  /**
   * Converts an instant of floor time into the instant that an API reports. Its distance to the simulator's present is
   * that of the floor's, so that an accelerated floor never reports times in the future.
   */
  reported(floorMs: number): number;
  stop(): void;
}

/**
 * Maximum delay of a timer in milliseconds. A slow floor could need longer delays than the computer's timers support.
 */
const MAX_TIMER_DELAY_MS = 3_600_000;

export function createFloorTime(clock: Clock, initialSpeed: number): FloorTime {
  const queue = createTimerQueue();
  let speed = initialSpeed;
  let anchor = { clock: clock.now(), floor: clock.now() };
  let running: number | undefined;
  let cancelWake: (() => void) | undefined;

  const now = (): number => running ?? anchor.floor + Math.floor((clock.now() - anchor.clock) * speed);

  function wakeForNext(): void {
    cancelWake?.();
    cancelWake = undefined;
    const next = queue.next();
    if (next === undefined || speed === 0) return;
    cancelWake = clock.after(Math.min(MAX_TIMER_DELAY_MS, Math.ceil((next - now()) / speed)), runDue);
  }

  function runDue(): void {
    const target = now();
    for (let due = queue.takeDue(target); due !== undefined; due = queue.takeDue(target)) {
      running = due.at; // Each event happens at its own instant, even if the computer's timer is late.
      due.task();
    }
    running = undefined;
    wakeForNext();
  }

  function setSpeed(value: number): void {
    if (!Number.isFinite(value) || value < 0) throw new RangeError(`speed must be 0 or more, not ${value}`);
    anchor = { clock: clock.now(), floor: now() };
    speed = value;
    wakeForNext();
  }

  return {
    now,
    after(delayMs, task) {
      const cancel = queue.add(now() + Math.max(0, Math.round(delayMs)), task);
      if (running === undefined) wakeForNext();
      return cancel;
    },
    get speed() {
      return speed;
    },
    set speed(value) {
      setSpeed(value);
    },
    reported: (floorMs) => Math.round(clock.now() - (now() - floorMs)),
    stop: () => setSpeed(0),
  };
}
