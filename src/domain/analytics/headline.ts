import type { QueueId } from '../floor/snapshot.ts';
import type { Comparison, Metric, ScopeComparison } from './comparison.ts';
import type { Summary } from './summary.ts';

/** The most important fact about a period. Its wording is in `slack/replies`. */
export type Headline =
  | { readonly kind: 'no-data' }
  | { readonly kind: 'closed' }
  /** The floor was observed and no agent was ever staffed. */
  | { readonly kind: 'unstaffed' }
  | LargestChange
  | StandsOut
  /** Other days are known and no figure changed by much. */
  | { readonly kind: 'steady'; readonly against: Reference }
  /** No other days are known and no problem was found. */
  | { readonly kind: 'plain' };

/** A problem of this day, reported if there is no comparison or every change is an improvement. */
export interface StandsOut {
  readonly kind: 'stands-out';
  readonly metric: 'uncovered-minutes' | 'all-busy-minutes';
  /** `null` means the whole scope of the summary. */
  readonly queue: QueueId | null;
  readonly minutes: number;
}

export interface LargestChange {
  readonly kind: 'change';
  readonly metric: Metric;
  /** `null` means the whole scope of the summary. */
  readonly queue: QueueId | null;
  readonly value: number;
  readonly was: number;
  readonly against: Reference;
}

/** The reference of a comparison. The same weekday is preferred, because a Monday resembles other Mondays. */
export type Reference = 'weekday' | 'yesterday';

interface Notable {
  /** Minimum relative change, as a share of the reference value. */
  readonly share: number;
  /** Minimum absolute change, in addition to `share`. */
  readonly least: number;
  /** True if the metric is also used for single queues. In a queue with few agents the other metrics vary too much. */
  readonly ofQueues?: true;
}

/**
 * Thresholds of a notable change. Changes of different metrics are compared as multiples of their thresholds.
 * Agent-hours are missing because they repeat the mean staffing.
 */
const NOTABLE: Readonly<Partial<Record<Metric, Notable>>> = {
  'uncovered-minutes': { share: 0.2, least: 5, ofQueues: true },
  'all-busy-minutes': { share: 0.2, least: 10, ofQueues: true },
  'staffed-mean': { share: 0.15, least: 1, ofQueues: true },
  'staffed-peak': { share: 0.15, least: 2 },
  occupancy: { share: 0, least: 0.07 },
  'carried-load': { share: 0.2, least: 1 },
  answered: { share: 0.15, least: 20 },
  outbound: { share: 0.2, least: 20 },
  'talk-minutes': { share: 0.15, least: 60 },
};

/** Metrics for which less is better (-1) or more is better (1). The others tell how busy a day was. */
const BETTER: Readonly<Partial<Record<Metric, -1 | 1>>> = {
  'uncovered-minutes': -1,
  'all-busy-minutes': -1,
  occupancy: -1,
  'staffed-mean': 1,
  'staffed-peak': 1,
};

const NOTABLE_MINUTES_MIN = 10;
/** Minimum share of the observed time for a recurring problem to take precedence over an improvement. */
const RECURRING_SHARE_MIN = 0.05;

function isImprovement({ metric, value, was }: LargestChange): boolean {
  const better = BETTER[metric];
  return better !== undefined && Math.sign(value - was) === better;
}

export function headline(summary: Summary, comparison: Comparison): Headline {
  const { whole, coverage, openingHours } = summary;
  if (coverage.seconds === 0) return { kind: 'no-data' };
  const isUnstaffed = whole !== null && whole.agentHours === 0;
  if (isUnstaffed) return { kind: openingHours?.length === 0 ? 'closed' : 'unstaffed' };

  const against = comparison.weekdays > 0 ? 'weekday' : comparison.hasYesterday ? 'yesterday' : null;
  if (against === null) return standingOut(summary) ?? { kind: 'plain' };
  const change = firstChange(comparison, against);
  if (change === null) return { kind: 'steady', against };
  return (isImprovement(change) ? recurringElsewhere(summary, change) : null) ?? change;
}

/** Returns the largest change; an improvement only if all changes are improvements. */
function firstChange(comparison: Comparison, against: Reference): LargestChange | null {
  const queues = [...comparison.queues].flatMap(([queue, metrics]) => changesIn(metrics, queue, against));
  const changes = [...changesIn(comparison.whole, null, against), ...queues];
  const [first] = changes
    .filter(({ size }) => size >= 1)
    .toSorted(
      (left, right) =>
        Number(isImprovement(left.change)) - Number(isImprovement(right.change)) || right.size - left.size,
    );
  return first?.change ?? null;
}

function changesIn(
  metrics: ScopeComparison,
  queue: QueueId | null,
  against: Reference,
): { size: number; change: LargestChange }[] {
  return [...metrics].flatMap(([metric, compared]) => {
    const was = compared[against];
    const notable = NOTABLE[metric];
    if (was === null || notable === undefined || (queue !== null && !notable.ofQueues)) return [];
    const size = Math.abs(compared.value - was) / Math.max(was * notable.share, notable.least);
    return [{ size, change: { kind: 'change', metric, queue, value: compared.value, was, against } }];
  });
}

/** Returns a problem of another scope that also occurs on other days, if it lasted for a relevant part of the day. */
function recurringElsewhere(summary: Summary, { queue }: LargestChange): StandsOut | null {
  const others = standingOut(summary, queue);
  const observedMinutes = summary.coverage.seconds / 60;
  return others !== null && others.minutes >= observedMinutes * RECURRING_SHARE_MIN ? others : null;
}

/**
 * Returns the longest problem of the period itself.
 *
 * @param except a scope to leave out: a queue, or `null` for the whole scope
 */
function standingOut({ whole, queues }: Summary, except?: QueueId | null): StandsOut | null {
  const [max] = [[null, whole] as const, ...queues]
    .flatMap(([queue, scope]) => {
      if (scope === null || queue === except) return [];
      const { unstaffed, allBusy } = scope;
      const busy = { metric: 'all-busy-minutes' as const, queue, minutes: allBusy.seconds / 60 };
      if (unstaffed === null) return [busy];
      return [{ metric: 'uncovered-minutes' as const, queue, minutes: unstaffed.seconds / 60 }, busy];
    })
    .toSorted((left, right) => right.minutes - left.minutes);
  return max === undefined || max.minutes < NOTABLE_MINUTES_MIN ? null : { kind: 'stands-out', ...max };
}
