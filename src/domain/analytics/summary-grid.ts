import { contains, type Interval } from '../calendar/interval.ts';
import { quartersOf } from '../calendar/local-day.ts';

/**
 * The pieces into which a summary's interval is measured: the grid of quarters, cut again where the centre opens or
 * closes within one, so that opening hours are met to the second.
 */
export function summaryGrid(interval: Interval, openingHours: readonly Interval[] | null): Interval[] {
  const edges = (openingHours ?? []).flatMap(({ from, to }) => [from, to]);
  return quartersOf(interval).flatMap((quarter) => cutAt(quarter, edges));
}

function cutAt(piece: Interval, edges: readonly number[]): Interval[] {
  const inside = edges.filter((edge) => edge > piece.from && edge < piece.to);
  const cuts = [piece.from, ...new Set(inside.toSorted((left, right) => left - right)), piece.to];
  return cuts.slice(1).map((to, index) => ({ from: cuts[index] ?? piece.from, to }));
}

/** Whether the centre is open for the whole of the piece; always, where its hours are not known. */
export function isOpen(piece: Interval, openingHours: readonly Interval[] | null): boolean {
  return openingHours === null || openingHours.some((opening) => contains(opening, piece));
}
