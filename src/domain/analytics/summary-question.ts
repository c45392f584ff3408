import type { Interval } from '../calendar/interval.ts';
import type { QueueId } from '../floor/snapshot.ts';
import type { Comparison } from './comparison.ts';
import type { Headline } from './headline.ts';
import type { Summary } from './summary.ts';

/** What a summary is asked for. */
export interface SummaryQuestion {
  readonly interval: Interval;
  /** Empty: the whole floor, and every queue that was seen on it. */
  readonly queues: readonly QueueId[];
  /** Queues that exist. A queue that no agent signs in to is in no snapshot, so it is missed only if it is named here. */
  readonly knownQueues: readonly QueueId[];
  /** The zone of the days and hours. */
  readonly zone: string;
  /** The opening hours within an interval; `null` where they are not known. */
  readonly openingHours: (interval: Interval) => readonly Interval[] | null;
}

/** What history gives for a summary message. */
export interface SummaryReport {
  readonly summary: Summary;
  readonly comparison: Comparison;
  readonly headline: Headline;
}
