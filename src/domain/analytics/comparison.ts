import type { QueueId } from '../floor/snapshot.ts';
import type { ScopeSummary, Summary } from './summary.ts';

/** The compared figures. Minutes, hours and calls are totals, the others are independent of the interval's length. */
export const METRICS = [
  'uncovered-minutes',
  'all-busy-minutes',
  'staffed-mean',
  'staffed-peak',
  'occupancy',
  'carried-load',
  'agent-hours',
  'answered',
  'outbound',
  'talk-minutes',
] as const;

export type Metric = (typeof METRICS)[number];

/** A metric and its values on other days; `null` if a value is unknown or the other days are not comparable. */
export interface Compared {
  readonly value: number;
  readonly yesterday: number | null;
  /** Mean of the same weekday in earlier weeks. */
  readonly weekday: number | null;
}

export type ScopeComparison = ReadonlyMap<Metric, Compared>;

export interface Comparison {
  readonly whole: ScopeComparison;
  readonly queues: ReadonlyMap<QueueId, ScopeComparison>;
  /** End of the compared part of the day, epoch milliseconds of the reported day. */
  readonly until: number;
  readonly hasYesterday: boolean;
  /** Number of earlier weeks in the mean; 0 if there is none. */
  readonly weekdays: number;
}

/** Summaries of the same local hours on other days; `null` or missing if they were not recorded. */
export interface ReferenceDays {
  readonly yesterday: Summary | null;
  readonly weekdays: readonly Summary[];
}

/** Minimum share of observed time for a comparison. Below it, figures reflect the gaps more than the day. */
const COMPARABLE_COVERAGE = 0.8;

export function compare(summary: Summary, reference: ReferenceDays): Comparison {
  const isFit = isComparable(summary);
  const weekdays = isFit ? reference.weekdays.filter(isComparable) : [];
  const yesterday = reference.yesterday;
  const fitYesterday = isFit && yesterday !== null && isComparable(yesterday) ? yesterday : null;
  return {
    whole: compareMetrics(
      wholeMetrics(summary),
      fitYesterday && wholeMetrics(fitYesterday),
      weekdays.map(wholeMetrics),
    ),
    queues: new Map([...summary.queues.keys()].map((queue) => [queue, compareQueue(queue)] as const)),
    until: summary.interval.to,
    hasYesterday: fitYesterday !== null,
    weekdays: weekdays.length,
  };

  function compareQueue(queue: QueueId): ScopeComparison {
    const metricsIn = (day: Summary) => scopeMetrics(day.queues.get(queue) ?? null);
    return compareMetrics(
      metricsIn(summary),
      fitYesterday && metricsIn(fitYesterday),
      weekdays.map(metricsIn),
    );
  }
}

export function isComparable({ coverage }: Summary): boolean {
  return coverage.share >= COMPARABLE_COVERAGE;
}

type Metrics = ReadonlyMap<Metric, number>;

function wholeMetrics({ whole, calls }: Summary): Metrics {
  const metrics = new Map(scopeMetrics(whole));
  if (calls !== null) {
    metrics.set('answered', calls.answered);
    metrics.set('outbound', calls.outbound);
    metrics.set('talk-minutes', calls.talkSeconds / 60);
  }
  return metrics;
}

function scopeMetrics(scope: ScopeSummary | null): Metrics {
  if (scope === null) return new Map();
  const metrics = new Map<Metric, number>([
    ['all-busy-minutes', scope.allBusy.seconds / 60],
    ['agent-hours', scope.agentHours],
  ]);
  if (scope.unstaffed !== null) metrics.set('uncovered-minutes', scope.unstaffed.seconds / 60);
  if (scope.carriedLoad !== null) metrics.set('carried-load', scope.carriedLoad);
  if (scope.occupancy !== null) metrics.set('occupancy', scope.occupancy);
  if (scope.staffed !== null) {
    metrics.set('staffed-mean', scope.staffed.mean);
    metrics.set('staffed-peak', scope.staffed.max);
  }
  return metrics;
}

function compareMetrics(
  now: Metrics,
  yesterday: Metrics | null,
  weekdays: readonly Metrics[],
): ScopeComparison {
  return new Map(
    METRICS.flatMap((metric): [Metric, Compared][] => {
      const value = now.get(metric);
      if (value === undefined) return [];
      const known = weekdays.flatMap((day) => day.get(metric) ?? []);
      return [[metric, { value, yesterday: yesterday?.get(metric) ?? null, weekday: mean(known) }]];
    }),
  );
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
