import type { Clock } from '../../../src/clock.ts';

export interface ManualClock extends Clock {
  /** Both clocks go on. */
  advance(ms: number): void;
  /** The wall clock alone is set, as NTP does. */
  jump(ms: number): void;
  /** Each reading takes so long: whatever reads it twice reads two times. */
  creep(ms: number): void;
}

/** Friday 20 November 2026, 09:00 UTC. */
export const NINE = Date.UTC(2026, 10, 20, 9, 0, 0);

/** Clocks that stand still. The monotonic one starts above zero, as real ones do. */
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
