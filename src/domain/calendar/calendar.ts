import type { LocalDate, LocalTime } from './local-time.ts';
import { type Weekday, weekdayOf } from './weekday.ts';

/** The calendar of a VDN: opening hours, holidays, and the handling of summaries on excluded days. */
export interface Calendar {
  /** Names by date: `2026-12-25` for one year or `12-25` for every year. */
  readonly holidays: ReadonlyMap<string, string>;
  /** `null`: opening hours are unknown and every day is open. Missing weekdays are closed. */
  readonly hours: ReadonlyMap<Weekday, readonly OpenPeriod[]> | null;
  /** Handling of a summary for a holiday or closed day: `skip` it, or post it and `say` so. */
  readonly onClosedDays: 'skip' | 'say';
}

/** `to` may be `24:00`. A period whose end is before its start ends on the next day. */
export interface OpenPeriod {
  readonly from: LocalTime;
  readonly to: LocalTime;
}

export type CalendarDay =
  | { readonly kind: 'open'; readonly periods: readonly OpenPeriod[] | null }
  | { readonly kind: 'holiday'; readonly name: string }
  | { readonly kind: 'closed' };

export const ALWAYS_OPEN: Calendar = { holidays: new Map(), hours: null, onClosedDays: 'say' };

export function dayOf(calendar: Calendar, date: LocalDate): CalendarDay {
  const holiday = calendar.holidays.get(date) ?? calendar.holidays.get(date.slice(5));
  if (holiday !== undefined) return { kind: 'holiday', name: holiday };
  if (calendar.hours === null) return { kind: 'open', periods: null };
  const periods = calendar.hours.get(weekdayOf(date)) ?? [];
  return periods.length === 0 ? { kind: 'closed' } : { kind: 'open', periods };
}

/** Returns true if scheduled summaries skip this date. */
export function isExcludedDate(calendar: Calendar, date: LocalDate): boolean {
  return calendar.onClosedDays === 'skip' && dayOf(calendar, date).kind !== 'open';
}
