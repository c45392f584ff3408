import { type Interval, joinTouching } from '../calendar/interval.ts';
import { type ByState, NO_STATES } from './recorded-state.ts';
import { isQueueKey, type Scope } from './scope.ts';

/** The figures of one scope in an interval. Figures of adjacent intervals can be added. */
export interface Figures {
  /** Agent-seconds by state: two agents available for a minute are 120. */
  readonly stateSeconds: ByState;
  readonly signedIn: Extremes;
  readonly staffed: Extremes;
  readonly available: Extremes;
  /** Intervals in which agents are staffed and none is available, so that a new call waits. */
  readonly allBusy: readonly Interval[];
  readonly unstaffed: readonly Interval[];
  /** Agent-seconds of staffed agents who serve more than one queue. */
  readonly sharedSeconds: number;
  /** Agent-seconds of available agents that serve no queue outside the scope. */
  readonly spareSeconds: number;
}

/** Minimum and maximum number of agents, each with the first instant at which it was reached. */
export interface Extremes {
  readonly min: number;
  readonly minAt: number;
  readonly max: number;
  readonly maxAt: number;
}

/** An interval with the figures of its observed part. */
export interface Period extends Interval {
  /** Observed intervals, ascending and disjoint; nothing was observed between them. */
  readonly covered: readonly Interval[];
  /** Maximum number of malformed records in one sample. */
  readonly malformedRecords: number;
  /** Figures by `Scope.key`. A missing single queue had no agents; a missing set of queues was not recorded. */
  readonly scopes: ReadonlyMap<string, Figures>;
}

/** Returns the figures of one scope; `null` if the scope was not recorded or nothing was observed. */
export function figuresIn(period: Period, scope: Scope): Figures | null {
  if (period.covered.length === 0) return null;
  const figures = period.scopes.get(scope.key);
  if (figures !== undefined) return figures;
  return isQueueKey(scope.key) ? emptyFigures(period.covered) : null;
}

function emptyFigures(covered: readonly Interval[]): Figures {
  const at = covered[0]?.from ?? 0;
  const none = { min: 0, minAt: at, max: 0, maxAt: at };
  return {
    stateSeconds: NO_STATES,
    signedIn: none,
    staffed: none,
    available: none,
    allBusy: [],
    unstaffed: covered,
    sharedSeconds: 0,
    spareSeconds: 0,
  };
}

/** Adds the figures of ascending intervals; `null` for an empty list. */
export function addFigures(list: readonly Figures[]): Figures | null {
  const [first, ...others] = list;
  if (first === undefined) return null;
  return {
    stateSeconds: NO_STATES.map((_, state) => sum(list, (figures) => figures.stateSeconds[state] ?? 0)),
    signedIn: others.reduce((all, { signedIn }) => outermost(all, signedIn), first.signedIn),
    staffed: others.reduce((all, { staffed }) => outermost(all, staffed), first.staffed),
    available: others.reduce((all, { available }) => outermost(all, available), first.available),
    allBusy: joinTouching(list.flatMap(({ allBusy }) => allBusy)),
    unstaffed: joinTouching(list.flatMap(({ unstaffed }) => unstaffed)),
    sharedSeconds: sum(list, ({ sharedSeconds }) => sharedSeconds),
    spareSeconds: sum(list, ({ spareSeconds }) => spareSeconds),
  };
}

function outermost(earlier: Extremes, later: Extremes): Extremes {
  const min = later.min < earlier.min ? later : earlier;
  const max = later.max > earlier.max ? later : earlier;
  return { min: min.min, minAt: min.minAt, max: max.max, maxAt: max.maxAt };
}

function sum(list: readonly Figures[], of: (figures: Figures) => number): number {
  return list.reduce((total, figures) => total + of(figures), 0);
}

/** Returns the period without empty queues, for storage: a missing queue means that it had no agents. */
export function withoutEmptyQueues(period: Period): Period {
  const scopes = [...period.scopes].filter(([key, { signedIn }]) => !isQueueKey(key) || signedIn.max > 0);
  return { ...period, scopes: new Map(scopes) };
}
