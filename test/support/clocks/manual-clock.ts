import type { Clock } from '../../../src/clock.ts';

export interface ManualClock extends Clock {
  /** Moves both clocks forward. */
  advance(ms: number): void;
  /** Sets the wall clock only, as NTP does. */
  jump(ms: number): void;
  /** Lets each reading take this long, so that two readings give two times. */
  creep(ms: number): void;
}

/** Friday 20 November 2026, 09:00 UTC. */
export const NINE = Date.UTC(2026, 10, 20, 9, 0, 0);

/** Creates clocks that stand still. The monotonic one starts above zero, as real ones do. */
export function createManualClock(start = NINE): ManualClock {
  let wall = start;
  let uptime = 1_000;
  let perReading = 0;
  return {
    now() {
      wall += perReading;
      uptime += perReading;
      return wall;
    },
    monotonic: () => uptime,
    advance(ms) {
      wall += ms;
      uptime += ms;
    },
    jump(ms) {
      wall += ms;
    },
    creep(ms) {
      perReading = ms;
    },
  };
}
