import { TZDate } from '@date-fns/tz';
import { addDays } from 'date-fns/addDays';
import { formatISO } from 'date-fns/formatISO';
import { startOfDay } from 'date-fns/startOfDay';
import type { Interval } from './interval.ts';

/** No zone of our time is off UTC by anything but quarters of an hour, so local hours and days begin on this grid. */
export const QUARTER_MS = 15 * 60_000;

/** A day of the calendar, `2026-11-19`. */
export type LocalDate = string;

/** Every instant of the day in that zone: 23, 24 or 25 hours. Where midnight is skipped it begins when the clock goes on. */
export function localDay(date: LocalDate, zone: string): Interval {
  const [year = 1970, month = 1, day = 1] = date.split('-').map(Number);
  const noon = new TZDate(year, month - 1, day, 12, zone);
  return { from: beginning(noon, zone), to: beginning(addDays(noon, 1), zone) };
}

/** The day of the calendar on which the instant falls in that zone. */
export function localDateAt(instant: number, zone: string): LocalDate {
  return formatISO(new TZDate(instant, zone), { representation: 'date' });
}

/** The same times of the local clock some days later or, below zero, earlier. */
export function shiftDays(interval: Interval, days: number, zone: string): Interval {
  return { from: shiftInstant(interval.from, days, zone), to: shiftInstant(interval.to, days, zone) };
}

function shiftInstant(instant: number, days: number, zone: string): number {
  const local = new TZDate(instant, zone);
  const isMidnight = instant === beginning(local, zone);
  return isMidnight ? localDay(dateAfter(local, days), zone).from : addDays(local, days).getTime();
}

function dateAfter(local: TZDate, days: number): LocalDate {
  const noon = new TZDate(
    local.getFullYear(),
    local.getMonth(),
    local.getDate(),
    12,
    local.timeZone ?? 'UTC',
  );
  return formatISO(addDays(noon, days), { representation: 'date' });
}

export interface LocalHour extends Interval {
  /** 0 to 23. */
  readonly hour: number;
}

/** The hours of the local clock in the interval, the first and last cut to it. An hour that comes twice is two. */
export function localHours(interval: Interval, zone: string): LocalHour[] {
  const hours: (LocalHour & { to: number; offset: number })[] = [];
  for (const { from, to } of quartersOf(interval)) {
    const local = new TZDate(from, zone);
    const [hour, offset] = [local.getHours(), local.getTimezoneOffset()];
    const last = hours.at(-1);
    if (last?.hour === hour && last.offset === offset) last.to = to;
    else hours.push({ hour, offset, from, to });
  }
  return hours.map(({ hour, from, to }) => ({ hour, from, to }));
}

/** The interval in pieces that begin on the grid of quarters; the first and last may be shorter. */
export function quartersOf({ from, to }: Interval): Interval[] {
  const pieces: Interval[] = [];
  for (let at = from; at < to; ) {
    const next = Math.min(Math.floor(at / QUARTER_MS) * QUARTER_MS + QUARTER_MS, to);
    pieces.push({ from: at, to: next });
    at = next;
  }
  return pieces;
}

/** From noon backwards: noon is skipped in no zone, midnight in some. */
function beginning(local: TZDate, zone: string): number {
  const first = startOfDay(local).getTime();
  const date = localDateAt(local.getTime(), zone);
  return localDateAt(first, zone) === date ? first : nextQuarterOf(date, first, zone);
}

function nextQuarterOf(date: LocalDate, from: number, zone: string): number {
  let at = Math.ceil(from / QUARTER_MS) * QUARTER_MS;
  while (localDateAt(at, zone) < date) at += QUARTER_MS;
  return at;
}
