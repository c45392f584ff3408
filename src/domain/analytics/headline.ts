import type { QueueId } from '../floor/snapshot.ts';
import type { Comparison, Metric, ScopeComparison } from './comparison.ts';
import type { Summary } from './summary.ts';

/** The one thing to say first about a period. What words it takes is decided where people read it. */
export type Headline =
  /** Nothing was observed. */
  | { readonly kind: 'no-data' }
  /** The centre stays closed, and nobody came. */
  | { readonly kind: 'closed' }
  /** Observed, and nobody was ever staffed. */
  | { readonly kind: 'nobody-staffed' }
  | LargestChange
  | StandsOut
  /** Compared, and nothing changed by much. */
  | { readonly kind: 'steady'; readonly against: Reference }
  /** Nothing to compare with and nothing stands out. */
  | { readonly kind: 'plain' };

/** Trouble in itself: nothing to compare with yet, or what changed is an improvement. */
export interface StandsOut {
  readonly kind: 'stands-out';
  readonly metric: 'uncovered-minutes' | 'all-busy-minutes';
  /** `null`: the whole that the summary is about. */
  readonly queue: QueueId | null;
  readonly minutes: number;
}

export interface LargestChange {
  readonly kind: 'change';
  readonly metric: Metric;
  /** `null`: the whole that the summary is about. */
  readonly queue: QueueId | null;
  readonly value: number;
  readonly was: number;
  readonly against: Reference;
}

/** The same weekday says more than the day before (a Monday is like Mondays), so it is preferred where there is one. */
export type Reference = 'weekday' | 'yesterday';

interface Notable {
  /** How large a change must be to be worth a word: this share of what it was … */
  readonly share: number;
  /** … and this much at the least. */
  readonly least: number;
  /** In one queue the others swing with a handful of agents: they say something of the whole only. */
  readonly ofQueues?: true;
}

/**
 * Changes of different things are compared by how many times over they are worth a word. Agent-hours are not here:
 * they are the mean staffing said again.
 */
const NOTABLE: Readonly<Partial<Record<Metric, Notable>>> = {
  'uncovered-minutes': { share: 0.2, least: 5, ofQueues: true },
  'all-busy-minutes': { share: 0.2, least: 10, ofQueues: true },
  'staffed-mean': { share: 0.15, least: 1, ofQueues: true },
  'staffed-peak': { share: 0.15, least: 2 },
  occupancy: { share: 0, least: 0.07 },
  'carried-load': { share: 0.2, least: 1 },
  answered: { share: 0.15, least: 20 },
  placed: { share: 0.2, least: 20 },
  'talk-minutes': { share: 0.15, least: 60 },
};

/** Metrics of which less is better (-1) or more is better (1). The others say how busy a day was, not how good. */
const BETTER: Readonly<Partial<Record<Metric, -1 | 1>>> = {
  'uncovered-minutes': -1,
  'all-busy-minutes': -1,
  occupancy: -1,
  'staffed-mean': 1,
  'staffed-peak': 1,
};

const STANDS_OUT_MINUTES = 10;
/** Trouble of every day goes before an improvement elsewhere from this share of the observed time on. */
const TROUBLE_SHARE = 0.05;

function isImprovement({ metric, value, was }: LargestChange): boolean {
  const better = BETTER[metric];
  return better !== undefined && Math.sign(value - was) === better;
}

export function headline(summary: Summary, comparison: Comparison): Headline {
  const { whole, coverage, openingHours } = summary;
  if (coverage.seconds === 0) return { kind: 'no-data' };
  const nobody = whole !== null && whole.agentHours === 0;
  if (nobody) return { kind: openingHours?.length === 0 ? 'closed' : 'nobody-staffed' };

  const against = comparison.weekdays > 0 ? 'weekday' : comparison.hasYesterday ? 'yesterday' : null;
  if (against === null) return standingOut(summary) ?? { kind: 'plain' };
  const change = firstChange(comparison, against);
  if (change === null) return { kind: 'steady', against };
  return (isImprovement(change) ? troubleElsewhere(summary, change) : null) ?? change;
}

/** The largest change; an improvement only where nothing else changed. */
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

/** Trouble of another scope that is there on other days too, where it lasted for a part of the day that matters. */
function troubleElsewhere(summary: Summary, { queue }: LargestChange): StandsOut | null {
  const others = standingOut(summary, queue);
  const observedMinutes = summary.coverage.seconds / 60;
  return others !== null && others.minutes >= observedMinutes * TROUBLE_SHARE ? others : null;
}

/**
 * The longest trouble of the period itself.
 *
 * @param except a scope that is left out: a queue, or `null` for the whole
 */
function standingOut({ whole, queues }: Summary, except?: QueueId | null): StandsOut | null {
  const [most] = [[null, whole] as const, ...queues]
    .flatMap(([queue, scope]) => {
      if (scope === null || queue === except) return [];
      const { uncovered, allBusy } = scope;
      const busy = { metric: 'all-busy-minutes' as const, queue, minutes: allBusy.seconds / 60 };
      if (uncovered === null) return [busy];
      return [{ metric: 'uncovered-minutes' as const, queue, minutes: uncovered.seconds / 60 }, busy];
    })
    .toSorted((left, right) => right.minutes - left.minutes);
  return most === undefined || most.minutes < STANDS_OUT_MINUTES ? null : { kind: 'stands-out', ...most };
}
