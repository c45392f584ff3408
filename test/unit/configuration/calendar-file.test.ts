import { describe, expect, test } from 'vitest';
import { readCalendar } from '../../../src/configuration/calendar-file.ts';
import { ALWAYS_OPEN, dayOf } from '../../../src/domain/calendar/calendar.ts';

const file = (vdn: object) => JSON.stringify({ vdns: { 1: vdn } });

describe('calendar.json', () => {
  test('has the opening hours of a VDN', () => {
    const read = readCalendar(
      file({
        onClosedDays: 'say',
        holidays: [
          { date: '2026-12-24', name: 'Christmas Eve' },
          { date: '02-29', name: 'Leap day' },
        ],
        hours: [
          { days: 'mon-fri', from: '08:00', to: '12:00' },
          { days: 'Mon, Fri', from: '13:00', to: '24:00' },
        ],
      }),
      '1',
    );
    if (read.kind !== 'calendar') throw new Error(read.problems.join());
    const { calendar } = read;
    expect(calendar.onClosedDays).toBe('say');
    expect(dayOf(calendar, '2026-12-24')).toEqual({ kind: 'holiday', name: 'Christmas Eve' });
    expect(dayOf(calendar, '2028-02-29')).toEqual({ kind: 'holiday', name: 'Leap day' });
    const [morning, evening] = [
      { from: '08:00', to: '12:00' },
      { from: '13:00', to: '24:00' },
    ];
    expect(dayOf(calendar, '2026-11-23')).toMatchObject({ kind: 'open', periods: [morning, evening] });
    expect(dayOf(calendar, '2026-11-24')).toMatchObject({ kind: 'open', periods: [morning] });
    expect(dayOf(calendar, '2026-11-22')).toEqual({ kind: 'closed' });
  });

  test('may have a byte-order mark and typographic dashes in its days', () => {
    const hours = [{ days: 'mon–fri', from: '08:00', to: '20:00' }];
    const read = readCalendar(`\ufeff${file({ hours })}`, '1');
    expect(read.kind === 'calendar' && dayOf(read.calendar, '2026-11-20')).toMatchObject({ kind: 'open' });
    expect(read.kind === 'calendar' && dayOf(read.calendar, '2026-11-21')).toEqual({ kind: 'closed' });
  });

  test('makes a VDN that it does not name open every day', () => {
    const read = readCalendar(file({ holidays: [{ date: '12-25', name: 'Christmas' }] }), '2');
    expect(read).toMatchObject({ kind: 'calendar', calendar: { hours: null, holidays: new Map() } });
    expect(read.kind === 'calendar' && dayOf(read.calendar, '2026-12-25')).toEqual(
      dayOf(ALWAYS_OPEN, '2026-12-25'),
    );
  });

  test.each([
    ['{', ['is not JSON']],
    ['[]', ['the file: ']],
    [file({ onClosedDays: 'sleep' }), ['vdns.1.onClosedDays: ']],
    [
      file({ holidays: [{ date: '2026-02-30', name: 'x' }] }),
      ['vdns.1.holidays.0.date: must be a day like 2026-12-25'],
    ],
    [
      file({ holidays: [{ date: '13-01', name: 'x' }] }),
      ['vdns.1.holidays.0.date: must be a day like 2026-12-25'],
    ],
    [
      file({ hours: [{ days: 'mon-fry', from: '8:00', to: '25:00' }] }),
      [
        'vdns.1.hours.0.days: must be days',
        'vdns.1.hours.0.from: must be a time',
        'vdns.1.hours.0.to: must be a time',
      ],
    ],
    [file({ holiday: [] }), ['vdns.1: Unrecognized key']],
  ])('%s is reported with all its errors, each with its place', (text, beginnings) => {
    const read = readCalendar(text, '1');
    if (read.kind !== 'problems') throw new Error('accepted');
    expect(read.problems).toEqual(beginnings.map((beginning) => expect.stringContaining(beginning)));
  });
});
