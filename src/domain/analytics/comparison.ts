import type { QueueId } from '../floor/snapshot.ts';
import type { ScopeSummary, Summary } from './summary.ts';

/** What is compared with other days. Minutes, hours and calls are totals; the others do not grow with the interval. */
export const METRICS = [
  'uncovered-minutes',
  'all-busy-minutes',
  'staffed-mean',
  'staffed-peak',
  'occupancy',
  'carried-load',
  'agent-hours',
  'answered',
  'placed',
  'talk-minutes',
] as const;

export type Metric = (typeof METRICS)[number];

/** A metric beside the same of other days; `null`: not known, or those days are not fit to compare with. */
export interface Compared {
  readonly value: number;
  readonly yesterday: number | null;
  /** The mean of the same weekday in the weeks before. */
  readonly weekday: number | null;
}

export type ScopeComparison = ReadonlyMap<Metric, Compared>;

export interface Comparison {
  readonly whole: ScopeComparison;
  readonly queues: ReadonlyMap<QueueId, ScopeComparison>;
  /** How far into each day it goes; epoch milliseconds of the day that was asked for. */
  readonly until: number;
  readonly hasYesterday: boolean;
  /** How many weeks the mean is of; 0: none. */
  readonly weekdays: number;
}

/** The same period of other days, by the local clock; `null` and missing ones were not kept. */
export interface ReferenceDays {
  readonly yesterday: Summary | null;
  readonly weekdays: readonly Summary[];
}

/** Below this share of observed time, a day's totals and extremes say more about the gaps than about the day. */
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
    metrics.set('placed', calls.placed);
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
  if (scope.uncovered !== null) metrics.set('uncovered-minutes', scope.uncovered.seconds / 60);
  if (scope.carried !== null) metrics.set('carried-load', scope.carried.load);
  if (scope.occupancy !== null) metrics.set('occupancy', scope.occupancy);
  if (scope.staffed !== null) {
    metrics.set('staffed-mean', scope.staffed.mean);
    metrics.set('staffed-peak', scope.staffed.high);
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
      const kept = weekdays.flatMap((day) => day.get(metric) ?? []);
      return [[metric, { value, yesterday: yesterday?.get(metric) ?? null, weekday: mean(kept) }]];
    }),
  );
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
