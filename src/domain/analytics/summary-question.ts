import type { Interval } from '../calendar/interval.ts';
import type { QueueId } from '../floor/snapshot.ts';
import type { Comparison } from './comparison.ts';
import type { Headline } from './headline.ts';
import type { Summary } from './summary.ts';

export interface SummaryQuestion {
  readonly interval: Interval;
  /** Empty for the whole floor and all queues that occurred. */
  readonly queues: readonly QueueId[];
  /** All existing queues. A queue without agents is in no snapshot, so it is reported only if it is listed here. */
  readonly knownQueues: readonly QueueId[];
  /** Zone of the days and hours. */
  readonly zone: string;
  /** Returns the opening hours in an interval; `null` if they are unknown. */
  readonly openingHours: (interval: Interval) => readonly Interval[] | null;
}

/** The summary and its comparison, from which a summary message is rendered. */
export interface SummaryReport {
  readonly summary: Summary;
  readonly comparison: Comparison;
  readonly headline: Headline;
}
