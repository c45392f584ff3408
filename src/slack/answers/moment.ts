import type { Clock } from '../../clock.ts';
import { createTimeWriter, type TimeWriter } from '../block-kit/time-text.ts';

/** The time of an answer, and the writer of the times in it. */
export interface Moment {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly time: TimeWriter;
}

/** @param timeZone of the contact centre */
export function momentOf(clock: Pick<Clock, 'now'>, timeZone: string): Moment {
  const now = clock.now();
  return { now, time: createTimeWriter({ timeZone, now }) };
}
