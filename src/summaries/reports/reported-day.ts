import type { LocalDate } from '../../domain/calendar/local-time.ts';
import {
  type CalendarExclusion,
  type Occurrence,
  reportDateOf,
  type Schedule,
} from '../../domain/calendar/schedule.ts';

/** The day that a run which is due reports on, also where the calendar has excluded that day since the run fell due. */
export function reportedDay(
  schedule: Schedule,
  occurrence: Occurrence,
  isExcluded: CalendarExclusion,
): LocalDate | null {
  return reportDateOf(schedule, occurrence, isExcluded) ?? reportDateOf(schedule, occurrence);
}
