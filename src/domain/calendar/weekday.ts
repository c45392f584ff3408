import type { LocalDate } from './local-time.ts';

/** Weekdays in the order of ISO 8601, Monday first. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export const WORKING_DAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];
export const WEEKEND: readonly Weekday[] = ['sat', 'sun'];

export function weekdayOf(date: LocalDate): Weekday {
  const fromSunday = new Date(`${date}T00:00Z`).getUTCDay();
  return WEEKDAYS[(fromSunday + 6) % 7] ?? 'mon';
}

/** Returns the weekdays of a range; `fri-mon` includes the weekend. */
export function weekdaysFromTo(first: Weekday, last: Weekday): Weekday[] {
  const start = WEEKDAYS.indexOf(first);
  const length = ((WEEKDAYS.indexOf(last) - start + 7) % 7) + 1;
  return Array.from({ length }, (_, step) => WEEKDAYS[(start + step) % 7] ?? first);
}

/** Removes duplicates and sorts, Monday first. */
export function inWeekOrder(days: Iterable<Weekday>): Weekday[] {
  const wanted = new Set(days);
  return WEEKDAYS.filter((day) => wanted.has(day));
}
