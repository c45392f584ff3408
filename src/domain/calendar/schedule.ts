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

/** When a subscription posts: wall-clock times on days of the week, in one zone. */
export interface Schedule {
  /** Ascending, each once, at least one. */
  readonly times: readonly LocalTime[];
  /** At least one. */
  readonly days: readonly Weekday[];
  /** IANA name. */
  readonly zone: string;
}

/** One run of a schedule. What identifies it is the wall-clock time that it is named after, never the instant. */
export interface Occurrence {
  readonly date: LocalDate;
  readonly time: LocalTime;
  readonly zone: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** How the clocks' change moved it, if one did. */
  readonly shift: ClockShift | null;
}

/** Returns true for dates that the centre's calendar excludes (holidays, closed days). */
export type CalendarExclusion = (date: LocalDate) => boolean;

const NEVER: CalendarExclusion = () => false;

/** `09:05`: a time of a schedule, in its zone. */
export const TIME_OF_DAY = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
/** Once an hour, on average, is as often as anybody reads a summary. */
export const MOST_TIMES_A_DAY = 24;
/** A schedule that finds no day to run within this long has none. */
const LOOK_AHEAD_DAYS = 400;
/** Who runs on as many days a week leaves out the days that are no working days. */
const MOST_OF_A_WEEK = 4;

/**
 * The first run after an instant; `null` when the calendar leaves none within 400 days. Every day has each of its
 * times at most once, DST or not; times that a gap moves to the same instant are one run.
 */
export function nextRun(
  schedule: Schedule,
  after: number,
  isExcluded: CalendarExclusion = NEVER,
): Occurrence | null {
  const today = localAt(after, schedule.zone).date;
  // From yesterday: a zone that skips a whole day names its runs after the day that was skipped.
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

/** A run before noon tells of a day that is over. */
export function isMorning(time: LocalTime): boolean {
  return time < '12:00';
}

/**
 * The local date that a run reports on; `null` where the calendar excludes it, and the run is skipped. From noon on that is
 * the run's own date. Before noon it is a day since the run before: the last working day where the schedule names those,
 * else the last day that the calendar does not exclude.
 */
export function reportDateOf(
  schedule: Schedule,
  { date, time }: Pick<Occurrence, 'date' | 'time'>,
  isExcluded: CalendarExclusion = NEVER,
): LocalDate | null {
  if (!isMorning(time)) return isExcluded(date) ? null : date;
  const week = WEEKDAYS.map((_, index) => addDays(date, -1 - index));
  const since = week.slice(0, week.findIndex((day) => schedule.days.includes(weekdayOf(day))) + 1);
  const candidates = schedule.days.length < MOST_OF_A_WEEK ? since : since.slice(-1);
  return candidates.find((day) => !isExcluded(day)) ?? null;
}

/** The name under which a run is delivered once: nominal local time and zone, as RFC 9557 writes them. */
export function keyOf(occurrence: Pick<Occurrence, 'date' | 'time' | 'zone'>): string {
  return `${occurrence.date}T${occurrence.time}[${occurrence.zone}]`;
}

/** `undefined` for what {@link keyOf} has not written, and for a zone that the runtime does not know. */
export function occurrenceFrom(key: string): Occurrence | undefined {
  const [, date, time, zone] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)\[([^\]]+)\]$/.exec(key) ?? [];
  if (date === undefined || time === undefined || zone === undefined) return undefined;
  if (!isLocalDate(date) || time > '23:59' || zoneNamed(zone) === undefined) return undefined;
  return { date, time, zone, ...instantOf(date, time, zone) };
}

/** What there is to say about a schedule's next run. The words are Slack's. */
export interface NextRun {
  readonly occurrence: Occurrence;
  readonly inMs: number;
  /** The day that it is of. */
  readonly tells: LocalDate;
  /** Days that it would have told of before that, were it not for the calendar. */
  readonly resting: readonly LocalDate[];
}

export function describeNextRun(
  schedule: Schedule,
  now: number,
  isExcluded: CalendarExclusion = NEVER,
): NextRun | null {
  const occurrence = nextRun(schedule, now, isExcluded);
  const tells = occurrence && reportDateOf(schedule, occurrence, isExcluded);
  if (occurrence === null || tells === null) return null;
  const resting = new Set<LocalDate>();
  let passed = nextRun(schedule, now);
  while (passed !== null && passed.at < occurrence.at) {
    resting.add(reportDateOf(schedule, passed) ?? passed.date);
    passed = nextRun(schedule, passed.at);
  }
  const inMs = occurrence.at - now;
  return { occurrence, inMs, tells, resting: [...resting] };
}
