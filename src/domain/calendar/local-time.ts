import { tzOffset } from '@date-fns/tz/tzOffset';

/** A day on a wall calendar, `2026-11-23`. Compares as text. */
export type LocalDate = string;

/** A time on a wall clock, `18:00`. Compares as text. */
export type LocalTime = string;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** What happens to a wall-clock time on a day when the clocks change. */
export type ClockShift =
  /** The clocks jump over it; it stands for the first instant after the jump. */
  | 'gap'
  /** It comes twice; it stands for the first of the two. */
  | 'overlap';

export interface LocalInstant {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly shift: ClockShift | null;
}

/**
 * The one instant that a wall-clock time of a zone stands for: a time that the clocks jump over is the first instant
 * after the jump, a time that comes twice is its first coming. Non-decreasing in the wall-clock time.
 */
export function instantOf(date: LocalDate, time: LocalTime, zone: string): LocalInstant {
  const wall = Date.parse(`${date}T${time}Z`);
  // A zone changes its clocks at most once within two days, so these are the offsets on both sides of any change.
  const before = wall - offsetMs(zone, wall - DAY_MS);
  const after = wall - offsetMs(zone, wall + DAY_MS);
  const valid = [before, after].filter((at) => at + offsetMs(zone, at) === wall);
  if (valid.length === 0) return { at: changeBetween(zone, after, before), shift: 'gap' };
  return { at: Math.min(...valid), shift: valid.length === 2 && before !== after ? 'overlap' : null };
}

/** What calendar and clock of a zone show at an instant (to the minute, rounded down). */
export function localAt(at: number, zone: string): { date: LocalDate; time: LocalTime } {
  const text = new Date(at + offsetMs(zone, at)).toISOString();
  return { date: text.slice(0, 10), time: text.slice(11, 16) };
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(`${date}T00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Whether the text is a day that exists: `2028-02-29` is, `2026-02-29` is not. */
export function isLocalDate(text: string): boolean {
  return /^[12]\d{3}-\d\d-\d\d$/.test(text) && Number.isFinite(Date.parse(text)) && addDays(text, 0) === text;
}

function offsetMs(zone: string, at: number): number {
  return tzOffset(zone, new Date(at)) * MINUTE_MS;
}

/** The instant between `from` and `to` at which the zone changes its clocks, by halving, to the minute. */
function changeBetween(zone: string, from: number, to: number): number {
  const old = offsetMs(zone, from);
  let [low, high] = [from, to];
  while (high - low > MINUTE_MS) {
    const middle = low + Math.floor((high - low) / MINUTE_MS / 2) * MINUTE_MS;
    if (offsetMs(zone, middle) === old) low = middle;
    else high = middle;
  }
  return high;
}
