import type { LocalTime } from '../calendar/local-time.ts';
import {
  inWeekOrder,
  WEEKDAYS,
  WEEKEND,
  type Weekday,
  WORKING_DAYS,
  weekdaysFromTo,
} from '../calendar/weekday.ts';
import { foldTypography } from '../text/fold-typography.ts';

/** Notations of a time of day. An hour without minutes has at most two digits: `1800` is a time, `180` is not. */
const WRITTEN_TIME = /^([01]?\d|2[0-3])(?:[:.h]([0-5]\d)|h)?(am|pm|a\.m\.?|p\.m\.?)?$/;
const FOUR_DIGITS = /^([01]\d|2[0-3])([0-5]\d)$/;

/** Parses `18:00`, `9`, `9:30`, `18.00`, `18h30`, `1800`, `6pm`, `6:30pm`, `noon` and `midnight`, in lower case. */
export function parseTime(word: string): LocalTime | undefined {
  if (word === 'noon') return '12:00';
  if (word === 'midnight') return '00:00';
  const [, hour, minute = '00', half] = WRITTEN_TIME.exec(word) ?? FOUR_DIGITS.exec(word) ?? [];
  if (hour === undefined) return undefined;
  const hours = half === undefined ? Number(hour) : onTwelveHourClock(Number(hour), half.startsWith('p'));
  return hours === undefined ? undefined : `${String(hours).padStart(2, '0')}:${minute}`;
}

/** Parses times such as `9.30, 6 pm`. Returns them ascending; `null` if one is invalid or there is none. */
export function readTimes(text: string): LocalTime[] | null {
  const words = foldTypography(text)
    .toLowerCase()
    .replace(/(\d)\s+([ap]\.?m\b)/g, '$1$2')
    .split(/[\s,;]+/)
    .filter(Boolean);
  const times = words.map(parseTime).filter((time) => time !== undefined);
  return times.length === 0 || times.length < words.length ? null : [...new Set(times)].toSorted();
}

function onTwelveHourClock(hour: number, afternoon: boolean): number | undefined {
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (afternoon ? 12 : 0);
}

/** Words that {@link parseTime} accepts. */
export const TIME_WORDS: readonly string[] = ['noon', 'midnight'];

/** Text that resembles a time: `9:75`, `13pm`, `18:00:00`, `18:5`, `6p`, `1800h`. */
const LIKE_A_TIME = /^(\d{1,2})(?:[:.h_](\d{1,2})(?:[:.]\d\d)?|(\d\d))?(?:h|hrs?|uhr)?([ap](?:\.?m?\.?)?)?$/;

/** Returns the time to suggest for text that {@link parseTime} rejects, with the typed hour. Expects lower case. */
export function timeLike(word: string): LocalTime | undefined {
  const [, hour, minute, digits, half] = LIKE_A_TIME.exec(word) ?? [];
  if (hour === undefined) return undefined;
  const isAfternoon = half?.startsWith('p') ?? false;
  const hours =
    half === undefined || (isAfternoon && Number(hour) > 12)
      ? Number(hour)
      : onTwelveHourClock(Number(hour), isAfternoon);
  if (hours === undefined || hours > 23) return undefined;
  const minutes = Number(minute ?? digits ?? '0');
  return [hours, minutes > 59 ? 0 : minutes].map((part) => String(part).padStart(2, '0')).join(':');
}

const SETS: Readonly<Record<string, readonly Weekday[]>> = {
  daily: WEEKDAYS,
  everyday: WEEKDAYS,
  weekday: WORKING_DAYS,
  weekdays: WORKING_DAYS,
  workdays: WORKING_DAYS,
  weekend: WEEKEND,
  weekends: WEEKEND,
};

const NAMES: ReadonlyMap<string, Weekday> = new Map(
  (
    [
      ['mon', 'monday'],
      ['tue', 'tues', 'tuesday'],
      ['wed', 'weds', 'wednesday'],
      ['thu', 'thur', 'thurs', 'thursday'],
      ['fri', 'friday'],
      ['sat', 'saturday'],
      ['sun', 'sunday'],
    ] as const
  ).flatMap((names) => names.flatMap((name) => [[name, names[0]] as const, [`${name}s`, names[0]] as const])),
);

export const DAY_WORDS: readonly string[] = [...Object.keys(SETS), ...NAMES.keys()];

/** Parses `daily`, `weekdays`, `weekends`, `mon`, `Mondays`, `mon-fri` and `fri-mon`, in lower case. */
export function parseDays(word: string): readonly Weekday[] | undefined {
  const set = Object.hasOwn(SETS, word) ? SETS[word] : undefined;
  if (set !== undefined) return set;
  const [first = '', last = first, ...more] = word.split('-');
  const [from, to] = [NAMES.get(first), NAMES.get(last)];
  return from === undefined || to === undefined || more.length > 0 ? undefined : weekdaysFromTo(from, to);
}

/** Writes days in the shortest form that {@link parseDays} accepts. */
export function writeDays(days: readonly Weekday[]): string {
  const ordered = inWeekOrder(days);
  if (ordered.length === 7) return 'daily';
  if (sameDays(ordered, WORKING_DAYS)) return 'mon-fri';
  if (sameDays(ordered, WEEKEND)) return 'weekends';
  return ordered.join(',');
}

function sameDays(left: readonly Weekday[], right: readonly Weekday[]): boolean {
  return left.length === right.length && left.every((day, index) => day === right[index]);
}
