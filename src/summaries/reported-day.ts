import type { LocalDate } from '../domain/calendar/local-time.ts';
import { type Occurrence, type Rest, type Schedule, toldBy } from '../domain/calendar/schedule.ts';

/** The day that a run which is due reports on, also where the calendar has excluded that day since the run fell due. */
export function reportedDay(schedule: Schedule, occurrence: Occurrence, rests: Rest): LocalDate | null {
  return toldBy(schedule, occurrence, rests) ?? toldBy(schedule, occurrence);
}
