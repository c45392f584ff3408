import type { Schedule } from './schedule.ts';

/** Whether two schedules run at the same instants, however their times, days and zones are written. */
export function isSameSchedule(one: Schedule, other: Schedule): boolean {
  return (
    haveSameMembers(one.times, other.times) &&
    haveSameMembers(one.days, other.days) &&
    canonicalZone(one.zone) === canonicalZone(other.zone)
  );
}

/** In any order, however often each is there. */
export function haveSameMembers<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.every((each) => other.includes(each)) && other.every((each) => one.includes(each));
}

/** Europe/Kyiv and Europe/Kiev are one zone. A zone that the runtime does not know is only the same as itself. */
function canonicalZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return zone;
  }
}
