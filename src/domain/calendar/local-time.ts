import { tzOffset } from '@date-fns/tz/tzOffset';

/** A local date, `2026-11-23`. Dates compare as strings. */
export type LocalDate = string;

/** A local time, `18:00`. Times compare as strings. */
export type LocalTime = string;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

export type ClockShift =
  /** The clocks skip the time; it is replaced by the first instant after the change. */
  | 'gap'
  /** The time occurs twice; the first occurrence is used. */
  | 'overlap';

export interface LocalInstant {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly shift: ClockShift | null;
}

/**
 * Converts a local time to an instant. A skipped time becomes the first instant after the change; for a time that
 * occurs twice the first occurrence is used. The result never decreases as the local time increases.
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

/** Returns the local date and time of an instant, rounded down to the minute. */
export function localAt(at: number, zone: string): { date: LocalDate; time: LocalTime } {
  const text = new Date(at + offsetMs(zone, at)).toISOString();
  return { date: text.slice(0, 10), time: text.slice(11, 16) };
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(`${date}T00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Returns true for an existing date: `2028-02-29`, but not `2026-02-29`. */
export function isLocalDate(text: string): boolean {
  return /^[12]\d{3}-\d\d-\d\d$/.test(text) && Number.isFinite(Date.parse(text)) && addDays(text, 0) === text;
}

function offsetMs(zone: string, at: number): number {
  return tzOffset(zone, new Date(at)) * MINUTE_MS;
}

/** Finds the change of the clocks between two instants by bisection, to the minute. */
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
