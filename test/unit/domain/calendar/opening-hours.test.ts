import { expect, test } from 'vitest';
import type { Calendar } from '../../../../src/domain/calendar/calendar.ts';
import { localDay } from '../../../../src/domain/calendar/local-day.ts';
import { openingHoursIn } from '../../../../src/domain/calendar/opening-hours.ts';

const ZONE = 'Europe/Madrid';
/** Open on Thursdays in two parts and on Fridays into the night, closed on other days; Christmas 2026 is a Friday. */
const CALENDAR: Calendar = {
  holidays: new Map([['12-25', 'Christmas']]),
  hours: new Map([
    [
      'thu',
      [
        { from: '09:00', to: '14:00' },
        { from: '16:00', to: '24:00' },
      ],
    ],
    [
      'fri',
      [
        { from: '00:00', to: '01:00' },
        { from: '22:00', to: '02:00' },
      ],
    ],
  ]),
  onClosedDays: 'skip',
};

function openOn(date: string, calendar = CALENDAR): string[] | null {
  const hours = openingHoursIn(calendar, localDay(date, ZONE), ZONE);
  return (
    hours &&
    hours.map(({ from, to }) => [from, to].map((at) => new Date(at).toISOString().slice(0, 16)).join(' '))
  );
}

test.for<[string, string, string[]]>([
  [
    'has each of its periods',
    '2026-11-19',
    ['2026-11-19T08:00 2026-11-19T13:00', '2026-11-19T15:00 2026-11-19T23:00'],
  ],
  [
    'is cut at midnight',
    '2026-11-20',
    ['2026-11-19T23:00 2026-11-20T00:00', '2026-11-20T21:00 2026-11-20T23:00'],
  ],
  ['begins with what reaches into it', '2026-11-21', ['2026-11-20T23:00 2026-11-21T01:00']],
  ['is closed', '2026-11-23', []],
  ['is a holiday', '2026-12-25', []],
])('A day that %s', ([, date, expected]) => {
  expect(openOn(date)).toEqual(expected);
});

test('Without hours, only a holiday is known to be closed', () => {
  const holidaysOnly: Calendar = { ...CALENDAR, hours: null };
  expect(openOn('2026-11-19', holidaysOnly)).toBeNull();
  expect(openOn('2026-12-25', holidaysOnly)).toEqual([]);
  expect(openOn('2026-12-26', holidaysOnly)).toBeNull();
  const both = { from: localDay('2026-12-25', ZONE).from, to: localDay('2026-12-26', ZONE).to };
  expect(openingHoursIn(holidaysOnly, both, ZONE)).toEqual([localDay('2026-12-26', ZONE)]);
});

test('Hours follow the wall clock on days of a clock change', () => {
  const always: Calendar = {
    ...CALENDAR,
    hours: new Map([['sun', [{ from: '01:00', to: '04:00' }]]]),
  };
  expect(openOn('2026-03-29', always)).toEqual(['2026-03-29T00:00 2026-03-29T02:00']);
  expect(openOn('2026-10-25', always)).toEqual(['2026-10-24T23:00 2026-10-25T03:00']);
});
