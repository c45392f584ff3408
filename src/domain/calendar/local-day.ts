import type { Interval } from './interval.ts';
import { addDays, instantOf, type LocalDate, localAt } from './local-time.ts';

/** Offsets of all zones are multiples of a quarter of an hour, so local hours and days begin on this grid. */
export const QUARTER_MS = 15 * 60_000;

const MINUTE_MS = 60_000;

/** The local day as an interval of 23, 24 or 25 hours. If clocks skip midnight, the day begins after the change. */
export function localDay(date: LocalDate, zone: string): Interval {
  return { from: beginningOf(date, zone), to: beginningOf(addDays(date, 1), zone) };
}

/** Moves an interval by a number of local days, which may be negative, keeping its local times. */
export function shiftDays(interval: Interval, days: number, zone: string): Interval {
  return { from: shiftInstant(interval.from, days, zone), to: shiftInstant(interval.to, days, zone) };
}

function shiftInstant(instant: number, days: number, zone: string): number {
  const { date, time } = localAt(instant, zone);
  const other = addDays(date, days);
  // A day that begins at 01:00, because clocks skip midnight, is moved to the beginning of the other day.
  if (instant === beginningOf(date, zone)) return beginningOf(other, zone);
  return instantOf(other, time, zone).at + (instant % MINUTE_MS);
}

function beginningOf(date: LocalDate, zone: string): number {
  return instantOf(date, '00:00', zone).at;
}

export interface LocalHour extends Interval {
  /** 0 to 23. */
  readonly hour: number;
}

/** Returns the local hours of the interval, cut to it. An hour that occurs twice is returned twice. */
export function localHours(interval: Interval, zone: string): LocalHour[] {
  const hours: (LocalHour & { to: number; offset: number })[] = [];
  for (const { from, to } of quartersOf(interval)) {
    const { date, time } = localAt(from, zone);
    const hour = Number(time.slice(0, 2));
    const offset = Date.parse(`${date}T${time}Z`) - Math.floor(from / MINUTE_MS) * MINUTE_MS;
    const last = hours.at(-1);
    if (last?.hour === hour && last.offset === offset) last.to = to;
    else hours.push({ hour, offset, from, to });
  }
  return hours.map(({ hour, from, to }) => ({ hour, from, to }));
}

/** Removes the last, incomplete quarter of an hour from the interval. */
export function inWholeQuarters({ from, to }: Interval): Interval {
  return { from, to: Math.max(from, Math.floor(to / QUARTER_MS) * QUARTER_MS) };
}

/** Cuts the interval at each quarter of an hour; the first and last part may be shorter. */
export function quartersOf({ from, to }: Interval): Interval[] {
  const pieces: Interval[] = [];
  for (let at = from; at < to; ) {
    const next = Math.min(Math.floor(at / QUARTER_MS) * QUARTER_MS + QUARTER_MS, to);
    pieces.push({ from: at, to: next });
    at = next;
  }
  return pieces;
}
