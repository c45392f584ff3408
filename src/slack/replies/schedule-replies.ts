import { format } from 'date-fns/format';
import type { LocalDate } from '../../domain/calendar/local-time.ts';
import {
  isMorning,
  type NextOccurrence,
  type Schedule,
  TIMES_PER_DAY_MAX,
} from '../../domain/calendar/schedule.ts';
import { offsetText, zoneNamed } from '../../domain/calendar/time-zone.ts';
import { writeDays } from '../../domain/commands/schedule-words.ts';
import { FORMAT } from '../block-kit/format.ts';

/** `next: Mon 23 Nov 18:00 Europe/Madrid, in 3h 4m`; for a morning run also the day that it reports on. */
export function nextOccurrenceText({ occurrence, reportDate, inMs }: NextOccurrence): string {
  const { date, time, zone } = occurrence;
  const about = isMorning(time) ? `, covers ${shortDay(reportDate)}` : '';
  return `next: ${shortDay(date)} ${time} ${zone}, in ${roughly(inMs)}${about}`;
}

/** `Mon 23 Nov`. */
export function shortDay(date: LocalDate): string {
  return format(new Date(`${date}T12:00`), 'EEE d MMM');
}

/** Rounded to minutes, because seconds are irrelevant for planning. */
function roughly(ms: number): string {
  return FORMAT.duration(Math.max(1, Math.round(ms / 60_000)) * 60);
}

/** `daily at 18:00 Europe/Madrid (UTC+01:00)`, with the offset of the next run if there is one. */
export function scheduleText({ times, days, zone }: Schedule, next: NextOccurrence | null): string {
  const offset = next === null || zone === 'UTC' ? '' : ` (${offsetText(zone, next.occurrence.at)})`;
  return `${writeDays(days)} at ${timesText(times)} ${zoneNamed(zone) ?? zone}${offset}`;
}

/** A stored subscription may have more times than the current maximum; the others are counted. */
function timesText(times: readonly string[]): string {
  const more = times.length - TIMES_PER_DAY_MAX;
  const shown = times.slice(0, TIMES_PER_DAY_MAX).join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}
