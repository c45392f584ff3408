import type { LocalDate, LocalTime } from './local-time.ts';
import { type Weekday, weekdayOf } from './weekday.ts';

/** A VDN's own calendar: when it is open, when it rests, and what a summary does on a day of rest. */
export interface Calendar {
  /** Name by date, `2026-12-25` for one year or `12-25` for every year. */
  readonly holidays: ReadonlyMap<string, string>;
  /** `null`: no opening hours are known, so every day is open. Days that are not in it are closed. */
  readonly hours: ReadonlyMap<Weekday, readonly OpenPeriod[]> | null;
  /** What a summary does on a holiday or a closed day: rest, or post and say so. */
  readonly onRest: 'skip' | 'say';
}

/** `to` may be `24:00`; a period that ends before it begins reaches into the next day. */
export interface OpenPeriod {
  readonly from: LocalTime;
  readonly to: LocalTime;
}

export type CalendarDay =
  | { readonly kind: 'open'; readonly periods: readonly OpenPeriod[] | null }
  | { readonly kind: 'holiday'; readonly name: string }
  | { readonly kind: 'closed' };

export const ALWAYS_OPEN: Calendar = { holidays: new Map(), hours: null, onRest: 'say' };

export function dayOf(calendar: Calendar, date: LocalDate): CalendarDay {
  const holiday = calendar.holidays.get(date) ?? calendar.holidays.get(date.slice(5));
  if (holiday !== undefined) return { kind: 'holiday', name: holiday };
  if (calendar.hours === null) return { kind: 'open', periods: null };
  const periods = calendar.hours.get(weekdayOf(date)) ?? [];
  return periods.length === 0 ? { kind: 'closed' } : { kind: 'open', periods };
}

/** Whether scheduled summaries leave this day out. */
export function restsOn(calendar: Calendar, date: LocalDate): boolean {
  return calendar.onRest === 'skip' && dayOf(calendar, date).kind !== 'open';
}
