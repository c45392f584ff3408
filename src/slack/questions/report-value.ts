import { isLocalDate } from '../../domain/calendar/local-time.ts';
import { zoneNamed } from '../../domain/calendar/time-zone.ts';
import type { ReportQuestion } from '../../summaries/reports/day-report.ts';
import { textOf } from './action-value.ts';

/** Writes `2026-11-20 1795197600 Europe/Madrid 1,2`, which is short enough for an option of a menu. */
export function writeReport({ date, until, zone, queues }: ReportQuestion): string {
  const seconds = until === null ? '-' : String(Math.floor(until / 1000));
  return [date, seconds, zone, queues.join(',')].join(' ').trim();
}

/** Reads the value of a button; `undefined` for an old or forged one. */
export function readReport(action: unknown): ReportQuestion | undefined {
  const [date = '', seconds = '', zone = '', list = ''] = (textOf(action) ?? '').split(' ');
  const isWhole = seconds === '-';
  if (!isLocalDate(date) || zoneNamed(zone) === undefined) return undefined;
  if (!isWhole && !/^\d{1,11}$/.test(seconds)) return undefined;
  if (!/^(?:\d{1,5}(?:,\d{1,5}){0,99})?$/.test(list)) return undefined;
  const queues = list === '' ? [] : list.split(',').map(Number);
  return { date, zone, until: isWhole ? null : Number(seconds) * 1000, queues };
}

/** Reads the subscription number of a button; `undefined` if there is none. */
export function readNumber(action: unknown): number | undefined {
  const text = textOf(action) ?? '';
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}
