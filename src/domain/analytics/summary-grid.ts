import { contains, type Interval } from '../calendar/interval.ts';
import { quartersOf } from '../calendar/local-day.ts';

/** Cuts an interval at quarters of an hour and at the beginning and end of opening hours. */
export function summaryGrid(interval: Interval, openingHours: readonly Interval[] | null): Interval[] {
  const edges = (openingHours ?? []).flatMap(({ from, to }) => [from, to]);
  return quartersOf(interval).flatMap((quarter) => cutAt(quarter, edges));
}

function cutAt(piece: Interval, edges: readonly number[]): Interval[] {
  const inside = edges.filter((edge) => edge > piece.from && edge < piece.to);
  const cuts = [piece.from, ...new Set(inside.toSorted((left, right) => left - right)), piece.to];
  return cuts.slice(1).map((to, index) => ({ from: cuts[index] ?? piece.from, to }));
}

/** True if the centre is open during the whole part, or if its opening hours are unknown. */
export function isOpen(piece: Interval, openingHours: readonly Interval[] | null): boolean {
  return openingHours === null || openingHours.some((opening) => contains(opening, piece));
}
