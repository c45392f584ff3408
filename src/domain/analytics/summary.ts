import type { Interval } from '../calendar/interval.ts';
import type { QueueId } from '../floor/snapshot.ts';
import type { ByState } from './recorded-state.ts';

/** Figures of a period for the requested scope and each of its queues. `null` means unknown, never 0. */
export interface Summary {
  readonly interval: Interval;
  /** Ascending; `null` if opening hours are unknown, empty for a closed day. */
  readonly openingHours: readonly Interval[] | null;
  readonly coverage: Coverage;
  /** Counts each agent once; `null` if nothing was observed or this set of queues was not recorded. */
  readonly whole: ScopeSummary | null;
  /** By queue, ascending; `null` if nothing was observed. An agent counts in each queue that it serves. */
  readonly queues: ReadonlyMap<QueueId, ScopeSummary | null>;
  readonly hours: readonly HourlyStates[];
  /** Calls of the whole floor; `null` if calls are not measured or the summary is about some queues only. */
  readonly calls: CallTotals | null;
}

export interface Coverage {
  /** Share of the interval that was observed, 0 to 1. */
  readonly share: number;
  readonly seconds: number;
  /** End of the last observed time, epoch milliseconds; `null` if nothing was observed. */
  readonly until: number | null;
  readonly longestGap: Interval | null;
  /** Maximum number of malformed agent records in one sample. */
  readonly malformedRecords: number;
}

export interface ScopeSummary {
  /** In opening hours, or in the whole interval if they are unknown; `null` if nothing was observed. */
  readonly staffed: MinMeanMax | null;
  readonly available: MinMeanMax | null;
  /** Sum of the hours of all staffed agents. */
  readonly agentHours: number;
  /** Agent-seconds by state (`RECORDED_STATES`). */
  readonly stateSeconds: ByState;
  /** Share of handling time in handling and available time, 0 to 1; `null` without either. */
  readonly occupancy: number | null;
  /** Time with staffed agents and none available, within the opening hours if they are known. */
  readonly allBusy: Durations;
  /** Time within the opening hours without a staffed agent; `null` if opening hours are unknown. */
  readonly unstaffed: Durations | null;
  /**
   * Mean number of agents that handle a call, in erlangs, in the time of `staffed`, so that nights do not lower it.
   * Lost calls are unknown, so this is not the offered load.
   */
  readonly carriedLoad: number | null;
  /** Mean number of staffed agents that serve more than one queue, in the time of `staffed`. */
  readonly sharedAgents: number | null;
  /** Mean number of available agents that serve no queue outside the scope, in the time of `staffed`. */
  readonly spareAvailable: number | null;
}

export interface MinMeanMax {
  readonly mean: number;
  readonly min: number;
  readonly minAt: number;
  readonly max: number;
  readonly maxAt: number;
}

export interface Durations {
  readonly seconds: number;
  readonly longest: Interval | null;
}

/** A local hour. When clocks go back, one hour occurs twice. */
export interface HourlyStates extends Interval {
  /** 0 to 23. */
  readonly hour: number;
  readonly coveredSeconds: number;
  readonly stateSeconds: ByState;
}

export interface CallTotals {
  readonly answered: number;
  readonly outbound: number;
  readonly talkSeconds: number;
  /** True if calls may be missing: an agent's last counters were not read, or there was a gap. */
  readonly atLeast: boolean;
}
