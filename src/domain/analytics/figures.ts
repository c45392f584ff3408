import { type Interval, joinTouching } from '../calendar/interval.ts';
import { type ByState, NO_STATES } from './kept-state.ts';
import { isQueueKey, type Scope } from './scope.ts';

/** What a stretch of time came to for one scope. Figures of neighbouring stretches add up to those of both. */
export interface Figures {
  /** Agent-seconds by state: two agents idle for a minute are 120. */
  readonly stateSeconds: ByState;
  readonly signedIn: Extremes;
  readonly staffed: Extremes;
  readonly idle: Extremes;
  /** Somebody is staffed and nobody idle: whoever calls now waits. */
  readonly allBusy: readonly Interval[];
  readonly unstaffed: readonly Interval[];
  /** Agent-seconds of staffed agents who serve more than one queue. */
  readonly sharedSeconds: number;
  /** Agent-seconds of idle agents whom no queue outside the scope counts on: the true spare. */
  readonly spareSeconds: number;
}

/** The lowest and highest number of agents, each with the first instant at which it stood. */
export interface Extremes {
  readonly low: number;
  readonly lowAt: number;
  readonly high: number;
  readonly highAt: number;
}

/** A stretch of time as far as it was observed. */
export interface Period extends Interval {
  /** Ascending, apart: what lies between them nobody saw. */
  readonly covered: readonly Interval[];
  /** How many samples were taken in it. */
  readonly samples: number;
  /** The most records that one of its samples could not read. */
  readonly unreadable: number;
  /** By `Scope.key`. A single queue that is missing had nobody; a set of queues that is missing was not kept. */
  readonly scopes: ReadonlyMap<string, Figures>;
}

/** Figures of one scope in a period; `null` where it was not kept, or nothing was observed. */
export function figuresIn(period: Period, scope: Scope): Figures | null {
  if (period.covered.length === 0) return null;
  const figures = period.scopes.get(scope.key);
  if (figures !== undefined) return figures;
  return isQueueKey(scope.key) ? nobody(period.covered) : null;
}

function nobody(covered: readonly Interval[]): Figures {
  const at = covered[0]?.from ?? 0;
  const none = { low: 0, lowAt: at, high: 0, highAt: at };
  return {
    stateSeconds: NO_STATES,
    signedIn: none,
    staffed: none,
    idle: none,
    allBusy: [],
    unstaffed: covered,
    sharedSeconds: 0,
    spareSeconds: 0,
  };
}

/** Adds up figures of ascending stretches; `null` where there are none. */
export function addFigures(list: readonly Figures[]): Figures | null {
  const [first, ...others] = list;
  if (first === undefined) return null;
  return {
    stateSeconds: NO_STATES.map((_, state) => sum(list, (figures) => figures.stateSeconds[state] ?? 0)),
    signedIn: others.reduce((all, { signedIn }) => outermost(all, signedIn), first.signedIn),
    staffed: others.reduce((all, { staffed }) => outermost(all, staffed), first.staffed),
    idle: others.reduce((all, { idle }) => outermost(all, idle), first.idle),
    allBusy: joinTouching(list.flatMap(({ allBusy }) => allBusy)),
    unstaffed: joinTouching(list.flatMap(({ unstaffed }) => unstaffed)),
    sharedSeconds: sum(list, ({ sharedSeconds }) => sharedSeconds),
    spareSeconds: sum(list, ({ spareSeconds }) => spareSeconds),
  };
}

function outermost(earlier: Extremes, later: Extremes): Extremes {
  const low = later.low < earlier.low ? later : earlier;
  const high = later.high > earlier.high ? later : earlier;
  return { low: low.low, lowAt: low.lowAt, high: high.high, highAt: high.highAt };
}

function sum(list: readonly Figures[], of: (figures: Figures) => number): number {
  return list.reduce((total, figures) => total + of(figures), 0);
}

/** The period as it is worth storing: that a queue is missing says already that nobody was there. */
export function withoutNobody(period: Period): Period {
  const worthIt = [...period.scopes].filter(([key, { signedIn }]) => !isQueueKey(key) || signedIn.high > 0);
  return { ...period, scopes: new Map(worthIt) };
}
