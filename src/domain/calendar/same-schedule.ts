import type { Schedule } from './schedule.ts';

/** Returns true if two schedules run at the same instants, regardless of the notation of times, days and zones. */
export function isSameSchedule(one: Schedule, other: Schedule): boolean {
  return (
    haveSameMembers(one.times, other.times) &&
    haveSameMembers(one.days, other.days) &&
    canonicalZone(one.zone) === canonicalZone(other.zone)
  );
}

export function haveSameMembers<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.every((each) => other.includes(each)) && other.every((each) => one.includes(each));
}

/** Europe/Kyiv and Europe/Kiev have one canonical name. Zones that are unknown to the runtime are unchanged. */
function canonicalZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return zone;
  }
}
