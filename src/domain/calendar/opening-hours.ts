import { type Calendar, dayOf } from './calendar.ts';
import { type Interval, joinTouching } from './interval.ts';
import { localDay } from './local-day.ts';
import { addDays, instantOf, type LocalDate, localAt } from './local-time.ts';

/**
 * Returns the opening hours within an interval, ascending; `null` if the calendar has neither opening hours nor a holiday
 * in it. If only holidays are known, every other date counts as open all day.
 */
export function openingHoursIn(calendar: Calendar, interval: Interval, zone: string): Interval[] | null {
  const dates = datesOf(interval, zone);
  const [, ...within] = dates;
  const isKnown = calendar.hours !== null || within.some((date) => dayOf(calendar, date).kind !== 'open');
  if (!isKnown) return null;
  const open = dates.flatMap((date) => openOn(calendar, date, zone));
  const cut = open.map(({ from, to }) => ({
    from: Math.max(from, interval.from),
    to: Math.min(to, interval.to),
  }));
  return joinTouching(
    cut.filter(({ from, to }) => from < to).toSorted((left, right) => left.from - right.from),
  );
}

/** Begins on the previous day, because its opening hours may end after midnight. */
function datesOf({ from, to }: Interval, zone: string): LocalDate[] {
  const last = localAt(Math.max(from, to - 1), zone).date;
  const dates: LocalDate[] = [];
  for (let date = addDays(localAt(from, zone).date, -1); date <= last; date = addDays(date, 1))
    dates.push(date);
  return dates;
}

function openOn(calendar: Calendar, date: LocalDate, zone: string): Interval[] {
  const day = dayOf(calendar, date);
  if (day.kind !== 'open') return [];
  if (day.periods === null) return [localDay(date, zone)];
  return day.periods.map(({ from, to }) => ({
    from: instantOf(date, from, zone).at,
    to: instantOf(to <= from ? addDays(date, 1) : date, to, zone).at,
  }));
}
