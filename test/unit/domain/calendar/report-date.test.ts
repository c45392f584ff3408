import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../../../src/domain/calendar/local-time.ts';
import { nextOccurrence, reportDateOf, type Schedule } from '../../../../src/domain/calendar/schedule.ts';
import { WEEKDAYS, weekdayOf } from '../../../../src/domain/calendar/weekday.ts';
import { parseDays } from '../../../../src/domain/commands/schedule-words.ts';
import { checkProperty } from '../../../support/properties/check-property.ts';

describe('the report date of an occurrence', () => {
  const closedAtWeekends = (date: string) => ['sat', 'sun'].includes(weekdayOf(date));
  const never = () => false;
  const on = (days: string, ...times: string[]): Schedule => ({
    times,
    days: days.split(',').flatMap((part) => parseDays(part) ?? []),
    zone: 'UTC',
  });
  /** Returns `occurrence: report date` of all occurrences from Thursday 19 November 2026 on. */
  function reportDates(schedule: Schedule, isExcluded: (date: string) => boolean, runs: number): string[] {
    const lines: string[] = [];
    let run = nextOccurrence(schedule, Date.parse('2026-11-19T00:00Z'), isExcluded);
    for (; run !== null && lines.length < runs; run = nextOccurrence(schedule, run.at, isExcluded)) {
      lines.push(`${run.date.slice(8)} ${run.time}: ${reportDateOf(schedule, run, isExcluded)?.slice(8)}`);
    }
    return lines;
  }

  test.each([
    ['the day itself from noon on', on('daily', '12:00'), never, ['19 12:00: 19', '20 12:00: 20']],
    ['the day before in the morning', on('daily', '11:59'), never, ['19 11:59: 18', '20 11:59: 19']],
    [
      'the last working day: on Mondays, Friday',
      on('mon-fri', '08:00'),
      closedAtWeekends,
      ['19 08:00: 18', '20 08:00: 19', '23 08:00: 20', '24 08:00: 23'],
    ],
    [
      'also where no calendar says so: a week with days left out has no more',
      on('mon-fri', '08:00'),
      never,
      ['19 08:00: 18', '20 08:00: 19', '23 08:00: 20', '24 08:00: 23'],
    ],
    [
      'each open day the morning after, where it comes every day',
      on('daily', '08:00'),
      closedAtWeekends,
      ['19 08:00: 18', '20 08:00: 19', '21 08:00: 20', '24 08:00: 23'],
    ],
    [
      'the day before a holiday on the holiday, and the holiday on no day',
      on('daily', '08:00'),
      (date: string) => date === '2026-11-20',
      ['19 08:00: 18', '20 08:00: 19', '22 08:00: 21'],
    ],
    [
      'nothing on the Monday after a holiday on Friday: Thursday was reported on Friday',
      on('mon-fri', '08:00'),
      (date: string) => date === '2026-11-20' || closedAtWeekends(date),
      ['19 08:00: 18', '20 08:00: 19', '24 08:00: 23'],
    ],
    [
      'the day before, on days here and there',
      on('mon,thu', '08:00'),
      never,
      ['19 08:00: 18', '23 08:00: 22'],
    ],
    [
      'the last open day, on days here and there',
      on('mon,thu', '08:00'),
      closedAtWeekends,
      ['19 08:00: 18', '23 08:00: 20', '26 08:00: 25'],
    ],
    [
      'the day that is over and the day so far, where it comes in the morning and in the evening',
      on('mon-fri', '08:00', '18:00'),
      closedAtWeekends,
      ['19 08:00: 18', '19 18:00: 19', '20 08:00: 19', '20 18:00: 20', '23 08:00: 20'],
    ],
  ] as const)('is %s', (_, schedule, isExcluded, lines) => {
    expect(reportDates(schedule, isExcluded, lines.length)).toEqual(lines);
  });

  test('is unique and complete for mornings, with any days and holidays of a working week', async () => {
    const days = fc.subarray([...WEEKDAYS], { minLength: 4 });
    const holidays = fc.uniqueArray(fc.integer({ min: 1, max: 28 }), { maxLength: 10 });
    await checkProperty(
      fc.property(days, holidays, (of, excluded) => {
        const schedule: Schedule = { times: ['08:00'], days: of, zone: 'UTC' };
        const isExcluded = (date: string) =>
          date.startsWith('2027-02') && excluded.includes(Number(date.slice(8)));
        const days: (string | null)[] = [];
        let run = nextOccurrence(schedule, Date.parse('2027-01-20T00:00Z'), isExcluded);
        for (; run !== null && run.date < '2027-03-20'; run = nextOccurrence(schedule, run.at, isExcluded)) {
          days.push(reportDateOf(schedule, run, isExcluded));
        }
        const from = days[0] ?? '';
        const expected = Array.from({ length: 70 }, (_, step) => addDays(from, step)).filter(
          (date) => date <= (days.at(-1) ?? '') && of.includes(weekdayOf(date)) && !isExcluded(date),
        );
        expect(days).toEqual(expected);
      }),
    );
  });
});
