import {
  addDays,
  type ClockShift,
  instantOf,
  type LocalDate,
  type LocalTime,
  localAt,
} from './local-time.ts';
import { type Weekday, weekdayOf } from './weekday.ts';

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

/** Days on which a schedule rests, by the centre's calendar. */
export type Rest = (date: LocalDate) => boolean;

const NEVER: Rest = () => false;

/** A schedule that finds no day to run within this long has none. */
const LOOK_AHEAD_DAYS = 400;

/**
 * The first run after an instant; `null` when the calendar leaves none within 400 days. Every day has each of its
 * times at most once, DST or not; times that a gap moves to the same instant are one run.
 */
export function nextRun(schedule: Schedule, after: number, rests: Rest = NEVER): Occurrence | null {
  const today = localAt(after, schedule.zone).date;
  // From yesterday: a zone that skips a whole day names its runs after the day that was skipped.
  for (let ahead = -1; ahead <= LOOK_AHEAD_DAYS; ahead += 1) {
    const date = addDays(today, ahead);
    if (!schedule.days.includes(weekdayOf(date)) || rests(date)) continue;
    for (const time of schedule.times) {
      const occurrence = { date, time, zone: schedule.zone, ...instantOf(date, time, schedule.zone) };
      if (occurrence.at > after) return occurrence;
    }
  }
  return null;
}

/** The name under which a run is delivered once: nominal local time and zone, as RFC 9557 writes them. */
export function keyOf(occurrence: Pick<Occurrence, 'date' | 'time' | 'zone'>): string {
  return `${occurrence.date}T${occurrence.time}[${occurrence.zone}]`;
}

export function occurrenceFrom(key: string): Occurrence | undefined {
  const [, date, time, zone] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)\[([^\]]+)\]$/.exec(key) ?? [];
  if (date === undefined || time === undefined || zone === undefined) return undefined;
  return { date, time, zone, ...instantOf(date, time, zone) };
}

/** What there is to say about a schedule's next run. The words are Slack's. */
export interface NextRun {
  readonly occurrence: Occurrence;
  readonly weekday: Weekday;
  readonly inMs: number;
  /** Days on which it would have run before that, were it not for the calendar. */
  readonly resting: readonly LocalDate[];
}

export function describeNextRun(schedule: Schedule, now: number, rests: Rest = NEVER): NextRun | null {
  const occurrence = nextRun(schedule, now, rests);
  if (occurrence === null) return null;
  const resting: LocalDate[] = [];
  let passed = nextRun(schedule, now);
  while (passed !== null && passed.at < occurrence.at) {
    if (passed.date !== resting.at(-1)) resting.push(passed.date);
    passed = nextRun(schedule, passed.at);
  }
  return { occurrence, weekday: weekdayOf(occurrence.date), inMs: occurrence.at - now, resting };
}
