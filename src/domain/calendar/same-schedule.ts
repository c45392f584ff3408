import type { Schedule } from './schedule.ts';

/** Returns true if two schedules run at the same instants, regardless of the notation of times, days and zones. */
export function isSameSchedule(one: Schedule, other: Schedule): boolean {
  return (
    haveSameMembers(one.times, other.times) &&
    haveSameMembers(one.days, other.days) &&
    canonicalZone(one.zone) === canonicalZone(other.zone)
  );
}

/** Compares two lists as sets. */
export function haveSameMembers<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.every((each) => other.includes(each)) && other.every((each) => one.includes(each));
}

/**
 * Returns the canonical name of a zone: Europe/Kyiv and Europe/Kiev are the same zone. A zone that the runtime does not
 * know is returned unchanged.
 */
function canonicalZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return zone;
  }
}
