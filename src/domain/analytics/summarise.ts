import {
  gapsIn,
  type Interval,
  joinTouching,
  longest,
  secondsOf,
  totalSeconds,
} from '../calendar/interval.ts';
import type { LocalHour } from '../calendar/local-day.ts';
import type { QueueId } from '../floor/snapshot.ts';
import type { Period } from './figures.ts';
import { NO_STATES } from './recorded-state.ts';
import { queueScope, type Scope } from './scope.ts';
import { coveredSeconds, figuresOver, recordedPeriods, summariseScope } from './scope-summary.ts';
import type { CallTotals, Coverage, HourlyStates, Summary } from './summary.ts';

/** Interval in which call counters are read. */
const COUNTER_INTERVAL_SECONDS = 300;

export interface SummaryRequest {
  readonly interval: Interval;
  readonly scope: Scope;
  /** Queues with figures of their own. A queue without agents gets figures only if it is listed here. */
  readonly queues: readonly QueueId[];
  readonly openingHours: readonly Interval[] | null;
  /** Local hours in the zone of the summary. */
  readonly hours: readonly LocalHour[];
  readonly calls: CallTotals | null;
}

/** @param periods ascending parts of the interval, as `summaryGrid` returns them; a missing part is a gap */
export function summarise(periods: readonly Period[], request: SummaryRequest): Summary {
  const { interval, scope, queues, openingHours, hours, calls } = request;
  const coverage = coverageOf(periods, interval);
  return {
    interval,
    openingHours,
    coverage,
    whole: summariseScope(periods, scope, openingHours),
    queues: new Map(
      queues.map((queue) => [queue, summariseScope(periods, queueScope(queue), openingHours)] as const),
    ),
    hours: hours.map((hour) => hourlyStates(hour, within(periods, hour), scope)),
    // Calls are left out if no agent figures exist, because the two would contradict each other.
    calls:
      calls && coverage.seconds > 0
        ? { ...calls, atLeast: calls.atLeast || cameAndWentUnseen(coverage) }
        : null,
  };
}

/** True if agents may have signed in, taken calls and signed out in the gap without a counter reading. */
function cameAndWentUnseen({ longestGap }: Coverage): boolean {
  return longestGap !== null && secondsOf(longestGap) >= COUNTER_INTERVAL_SECONDS;
}

function within(periods: readonly Period[], { from, to }: Interval): Period[] {
  return periods.filter((period) => period.from >= from && period.to <= to);
}

function coverageOf(periods: readonly Period[], interval: Interval): Coverage {
  const covered = joinTouching(periods.flatMap((period) => period.covered));
  const seconds = totalSeconds(covered);
  const length = secondsOf(interval);
  return {
    share: length === 0 ? 0 : seconds / length,
    seconds,
    until: covered.at(-1)?.to ?? null,
    longestGap: longest(gapsIn(interval, covered)),
    malformedRecords: periods.reduce((max, { malformedRecords }) => Math.max(max, malformedRecords), 0),
  };
}

function hourlyStates({ hour, from, to }: LocalHour, periods: readonly Period[], scope: Scope): HourlyStates {
  const recorded = recordedPeriods(periods, scope);
  const figures = figuresOver(recorded, scope);
  return {
    hour,
    from,
    to,
    coveredSeconds: coveredSeconds(recorded),
    stateSeconds: figures?.stateSeconds ?? NO_STATES,
  };
}
