import {
  addDays,
  type ClockShift,
  instantOf,
  isLocalDate,
  type LocalDate,
  type LocalTime,
  localAt,
} from './local-time.ts';
import { zoneNamed } from './time-zone.ts';
import { WEEKDAYS, type Weekday, weekdayOf } from './weekday.ts';

/** Local times on days of the week, in one time zone. */
export interface Schedule {
  /** Ascending, without duplicates, not empty. */
  readonly times: readonly LocalTime[];
  readonly days: readonly Weekday[];
  readonly zone: string;
}

/** One occurrence of a schedule. It is identified by its nominal local time, not by its instant. */
export interface Occurrence {
  readonly date: LocalDate;
  readonly time: LocalTime;
  readonly zone: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** How a change of the clocks moved the occurrence; `null` if it did not. */
  readonly shift: ClockShift | null;
}

/** Returns true for dates that the centre's calendar excludes (holidays, closed days). */
export type CalendarExclusion = (date: LocalDate) => boolean;

const NEVER: CalendarExclusion = () => false;

/** Format of a local time: `09:05`. */
export const TIME_OF_DAY = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
/** Maximum number of times per day: one per hour on average. */
export const TIMES_PER_DAY_MAX = 24;
/** Days that are searched for the next occurrence. */
const LOOK_AHEAD_DAYS = 400;
/** Minimum number of days per week of a schedule whose other days count as non-working days. */
const FULL_WEEK_DAYS_MIN = 4;

/**
 * Returns the first occurrence after an instant; `null` if the calendar excludes all of the next 400 days. Each local
 * time occurs at most once per day, also when clocks change; times that a skipped hour moves to one instant are one
 * occurrence.
 */
export function nextOccurrence(
  schedule: Schedule,
  after: number,
  isExcluded: CalendarExclusion = NEVER,
): Occurrence | null {
  const today = localAt(after, schedule.zone).date;
  // Starts on the previous day, because a zone that skips a whole day names its runs after the skipped day.
  for (let ahead = -1; ahead <= LOOK_AHEAD_DAYS; ahead += 1) {
    const date = addDays(today, ahead);
    if (!schedule.days.includes(weekdayOf(date))) continue;
    for (const time of schedule.times) {
      if (reportDateOf(schedule, { date, time }, isExcluded) === null) continue;
      const occurrence = { date, time, zone: schedule.zone, ...instantOf(date, time, schedule.zone) };
      if (occurrence.at > after) return occurrence;
    }
  }
  return null;
}

/** Returns true for an occurrence before noon, which reports on an earlier day. */
export function isMorning(time: LocalTime): boolean {
  return time < '12:00';
}

/**
 * Returns the local date that an occurrence reports on; `null` if the calendar excludes it: the occurrence is skipped.
 * From noon on it is the date of the occurrence. Before noon it is the previous scheduled day if the schedule has most days of
 * the week, because its other days are then non-working days; otherwise it is the last date since the previous occurrence that
 * the calendar does not exclude.
 */
export function reportDateOf(
  schedule: Schedule,
  { date, time }: Pick<Occurrence, 'date' | 'time'>,
  isExcluded: CalendarExclusion = NEVER,
): LocalDate | null {
  if (!isMorning(time)) return isExcluded(date) ? null : date;
  const week = WEEKDAYS.map((_, index) => addDays(date, -1 - index));
  const since = week.slice(0, week.findIndex((day) => schedule.days.includes(weekdayOf(day))) + 1);
  const candidates = schedule.days.length < FULL_WEEK_DAYS_MIN ? since : since.slice(-1);
  return candidates.find((day) => !isExcluded(day)) ?? null;
}

/** Returns the unique key of an occurrence: nominal local time and zone in the format of RFC 9557. */
export function keyOf(occurrence: Pick<Occurrence, 'date' | 'time' | 'zone'>): string {
  return `${occurrence.date}T${occurrence.time}[${occurrence.zone}]`;
}

/** Parses a key of {@link keyOf}; `undefined` for other text or a zone that the runtime does not know. */
export function occurrenceFrom(key: string): Occurrence | undefined {
  const [, date, time, zone] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)\[([^\]]+)\]$/.exec(key) ?? [];
  if (date === undefined || time === undefined || zone === undefined) return undefined;
  if (!isLocalDate(date) || time > '23:59' || zoneNamed(zone) === undefined) return undefined;
  return { date, time, zone, ...instantOf(date, time, zone) };
}

/** The next occurrence of a schedule with the facts that answers show about it. */
export interface NextOccurrence {
  readonly occurrence: Occurrence;
  readonly inMs: number;
  /** The local date that the occurrence reports on. */
  readonly reportDate: LocalDate;
  /** Dates that earlier occurrences would report on if the calendar did not exclude them. */
  readonly excludedDates: readonly LocalDate[];
}

export function describeNextOccurrence(
  schedule: Schedule,
  now: number,
  isExcluded: CalendarExclusion = NEVER,
): NextOccurrence | null {
  const occurrence = nextOccurrence(schedule, now, isExcluded);
  const reportDate = occurrence && reportDateOf(schedule, occurrence, isExcluded);
  if (occurrence === null || reportDate === null) return null;
  const excludedDates = new Set<LocalDate>();
  let passed = nextOccurrence(schedule, now);
  while (passed !== null && passed.at < occurrence.at) {
    excludedDates.add(reportDateOf(schedule, passed) ?? passed.date);
    passed = nextOccurrence(schedule, passed.at);
  }
  const inMs = occurrence.at - now;
  return { occurrence, inMs, reportDate, excludedDates: [...excludedDates] };
}
