import type { Clock as SimulatorClock } from '../../../sandbox/contact-center/clock.ts';
import type { WorkspaceClock } from '../../../sandbox/slack-workspace/slack/clock.ts';
import type { Clock } from '../../../src/clock.ts';

/** Real time with an offset, for the bot and both simulations. It can be set forward. */
export interface ShiftedClock extends Clock, SimulatorClock, WorkspaceClock {
  jump(ms: number): void;
}

export function createShiftedClock(startAt: number): ShiftedClock {
  const begun = performance.now();
  let jumped = 0;
  return {
    now: () => Math.floor(startAt + jumped + performance.now() - begun),
    monotonic: () => performance.now() + jumped,
    after(ms, task) {
      const timer = setTimeout(task, ms);
      timer.unref();
      return () => clearTimeout(timer);
    },
    jump(ms) {
      jumped += ms;
    },
  };
}
