import type { Interval } from '../calendar/interval.ts';
import type { QueueId } from '../floor/snapshot.ts';
import type { ByState } from './kept-state.ts';
import type { Scope } from './scope.ts';

/**
 * What a period looked like, for the scope that was asked for and each of its queues. Only what was observed counts:
 * `null` is "not known", never zero.
 */
export interface Summary {
  readonly interval: Interval;
  /** Ascending; `null` where the centre's hours are not known, empty on a day on which it stays closed. */
  readonly openingHours: readonly Interval[] | null;
  readonly coverage: Coverage;
  readonly scope: Scope;
  /** Each agent once; `null` where nothing was observed, or this set of queues was not kept as one. */
  readonly whole: ScopeSummary | null;
  /** By queue, ascending; `null` where nothing was observed. An agent counts in each queue that the agent serves. */
  readonly queues: ReadonlyMap<QueueId, ScopeSummary | null>;
  /** The states of `whole`, by hour of the clock. */
  readonly hours: readonly HourMix[];
  /** Of the whole floor; `null` where calls are not measured, or a set of queues is meant. */
  readonly calls: CallTotals | null;
}

export interface Coverage {
  /** Observed time by all time, 0 to 1. */
  readonly share: number;
  readonly seconds: number;
  readonly samples: number;
  /** Until when the floor was observed last; `null`: not at all. */
  readonly until: number | null;
  readonly longestGap: Interval | null;
  /** The most agents at once whose records could not be read. */
  readonly unreadable: number;
}

export interface ScopeSummary {
  /** Agents over the opening hours, or over the interval where those are not known; `null`: not observed then. */
  readonly staffed: Level | null;
  readonly idle: Level | null;
  /** Hours of the agents who were staffed, added up. */
  readonly agentHours: number;
  /** Agent-seconds by state (`KEPT_STATES`). */
  readonly stateSeconds: ByState;
  /** Handling by handling and idle, 0 to 1; `null` where nobody was either. */
  readonly occupancy: number | null;
  /** Staffed and nobody idle, within opening hours where those are known. */
  readonly allBusy: Stretches;
  /** Time of the opening hours in which no agent was staffed; `null` where those are not known: every night would count. */
  readonly uncovered: Stretches | null;
  /** Over the same time as the agents above, or a night would make the day look easy. */
  readonly carried: CarriedLoad | null;
  /** The mean number of staffed agents who serve more than one queue, over the same time. */
  readonly sharedAgents: number | null;
  /** The mean number of idle agents whom no queue outside the scope counts on, over the same time. */
  readonly spareIdle: number | null;
}

export interface CarriedLoad {
  /** The mean number of agents handling a call (erlang): carried, not offered, since lost calls are not seen. */
  readonly load: number;
  /** How many agents carry that load at an occupancy of 85 %. */
  readonly agents: number;
}

export interface Level {
  readonly mean: number;
  readonly low: number;
  readonly lowAt: number;
  readonly high: number;
  readonly highAt: number;
}

export interface Stretches {
  readonly seconds: number;
  readonly longest: Interval | null;
}

/** An hour of the local clock; on the day on which clocks go back one hour is there twice. */
export interface HourMix extends Interval {
  /** 0 to 23. */
  readonly hour: number;
  readonly coveredSeconds: number;
  readonly stateSeconds: ByState;
}

export interface CallTotals {
  readonly answered: number;
  readonly placed: number;
  readonly talkSeconds: number;
  /** Some calls may be missing: an agent's last ones were not read, or nobody watched for a while. */
  readonly atLeast: boolean;
}
