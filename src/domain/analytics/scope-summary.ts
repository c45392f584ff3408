import { type Interval, longest, totalSeconds } from '../calendar/interval.ts';
import { addFigures, type Extremes, type Figures, figuresIn, type Period } from './figures.ts';
import { type ByState, handling, inState, staffed } from './recorded-state.ts';
import type { Scope } from './scope.ts';
import type { Durations, MinMeanMax, ScopeSummary } from './summary.ts';
import { isOpen } from './summary-grid.ts';

/** Summarises ascending periods; `null` if nothing was observed or the scope was not recorded in one of them. */
export function summariseScope(
  periods: readonly Period[],
  scope: Scope,
  openingHours: readonly Interval[] | null,
): ScopeSummary | null {
  const observed = periods.filter(({ covered }) => covered.length > 0);
  const recorded = observed.flatMap((period) => figuresIn(period, scope) ?? []);
  const figures = addFigures(recorded);
  if (figures === null || recorded.length < observed.length) return null;

  const whileOpen = observed.filter((period) => isOpen(period, openingHours));
  const open = addFigures(whileOpen.flatMap((period) => figuresIn(period, scope) ?? []));
  const openSeconds = coveredSeconds(whileOpen);
  return {
    staffed: open && level(open.staffed, staffed(open.stateSeconds) / openSeconds),
    available: open && level(open.available, inState(open.stateSeconds, 'available') / openSeconds),
    agentHours: staffed(figures.stateSeconds) / 3600,
    stateSeconds: figures.stateSeconds,
    occupancy: occupancyOf(figures.stateSeconds),
    allBusy: durations(open?.allBusy ?? []),
    unstaffed: openingHours && durations(open?.unstaffed ?? []),
    carriedLoad: open && handling(open.stateSeconds) / openSeconds,
    sharedAgents: open && open.sharedSeconds / openSeconds,
    spareAvailable: open && open.spareSeconds / openSeconds,
  };
}

/** Returns the periods in which the scope was recorded; only these count for its means. */
export function recordedPeriods(periods: readonly Period[], scope: Scope): Period[] {
  return periods.filter((period) => figuresIn(period, scope) !== null);
}

export function coveredSeconds(periods: readonly Period[]): number {
  return periods.reduce((sum, { covered }) => sum + totalSeconds(covered), 0);
}

export function figuresOver(periods: readonly Period[], scope: Scope): Figures | null {
  return addFigures(periods.flatMap((period) => figuresIn(period, scope) ?? []));
}

function level({ min, minAt, max, maxAt }: Extremes, mean: number): MinMeanMax {
  return { mean, min, minAt, max, maxAt };
}

function durations(intervals: readonly Interval[]): Durations {
  return { seconds: totalSeconds(intervals), longest: longest(intervals) };
}

function occupancyOf(stateSeconds: ByState): number | null {
  const ready = staffed(stateSeconds);
  return ready === 0 ? null : handling(stateSeconds) / ready;
}
