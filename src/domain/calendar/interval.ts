/** A time interval in epoch milliseconds; `from` is inclusive, `to` is exclusive. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

export function secondsOf({ from, to }: Interval): number {
  return Math.max(0, to - from) / 1000;
}

export function totalSeconds(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, interval) => sum + secondsOf(interval), 0);
}

export function longest(intervals: readonly Interval[]): Interval | null {
  return intervals.reduce<Interval | null>(
    (best, interval) => (best === null || secondsOf(interval) > secondsOf(best) ? interval : best),
    null,
  );
}

/** Merges ascending intervals that touch. */
export function joinTouching(intervals: Iterable<Interval>): Interval[] {
  const joined: { from: number; to: number }[] = [];
  for (const { from, to } of intervals) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  return joined;
}

/**
 * Returns the parts of `whole` that no interval covers.
 *
 * @param intervals ascending
 */
export function gapsIn(whole: Interval, intervals: readonly Interval[]): Interval[] {
  const edges = [...intervals, { from: whole.to, to: whole.to }];
  const gaps: Interval[] = [];
  let at = whole.from;
  for (const { from, to } of edges) {
    if (from > at) gaps.push({ from: at, to: Math.min(from, whole.to) });
    at = Math.max(at, to);
  }
  return gaps;
}

export function contains(outer: Interval, inner: Interval): boolean {
  return outer.from <= inner.from && inner.to <= outer.to;
}
