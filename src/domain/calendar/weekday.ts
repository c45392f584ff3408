import type { LocalDate } from './local-time.ts';

/** Monday first, as ISO 8601 counts. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export const WORKING_DAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];
export const WEEKEND: readonly Weekday[] = ['sat', 'sun'];

export function weekdayOf(date: LocalDate): Weekday {
  const fromSunday = new Date(`${date}T00:00Z`).getUTCDay();
  return WEEKDAYS[(fromSunday + 6) % 7] ?? 'mon';
}

/** `mon-fri`, `fri-mon` (over the week's end), `mon`. */
export function weekdaysFromTo(first: Weekday, last: Weekday): Weekday[] {
  const start = WEEKDAYS.indexOf(first);
  const length = ((WEEKDAYS.indexOf(last) - start + 7) % 7) + 1;
  return Array.from({ length }, (_, step) => WEEKDAYS[(start + step) % 7] ?? first);
}

/** Each once, Monday first. */
export function inWeekOrder(days: Iterable<Weekday>): Weekday[] {
  const wanted = new Set(days);
  return WEEKDAYS.filter((day) => wanted.has(day));
}
