import { type Calendar, dayOf } from './calendar.ts';
import { type Interval, joinTouching } from './interval.ts';
import { addDays, instantOf, type LocalDate, localAt } from './local-time.ts';

/**
 * When the centre is open within an interval, ascending; `null` where its hours are not known. On holidays it is not.
 *
 * @param zone the centre's own, whoever reads the summary in another
 */
export function openingHoursIn(
  calendar: Calendar,
  zone: string,
  interval: Interval,
): readonly Interval[] | null {
  if (calendar.hours === null) return null;
  const open: Interval[] = [];
  const last = localAt(interval.to, zone).date;
  // From the day before: what opens in the evening may close the next morning.
  for (let date = addDays(localAt(interval.from, zone).date, -1); date <= last; date = addDays(date, 1)) {
    open.push(...openOn(calendar, zone, date));
  }
  const within = open.flatMap(({ from, to }) => {
    const cut = { from: Math.max(from, interval.from), to: Math.min(to, interval.to) };
    return cut.from < cut.to ? [cut] : [];
  });
  return joinTouching(within.toSorted((left, right) => left.from - right.from));
}

function openOn(calendar: Calendar, zone: string, date: LocalDate): Interval[] {
  const day = dayOf(calendar, date);
  if (day.kind !== 'open') return [];
  return (day.periods ?? []).map(({ from, to }) => {
    const closes = to === '24:00' ? '00:00' : to;
    const closesOn = closes <= from ? addDays(date, 1) : date;
    return { from: instantOf(date, from, zone).at, to: instantOf(closesOn, closes, zone).at };
  });
}
