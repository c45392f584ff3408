import { expect, test } from 'vitest';
import {
  ALWAYS_OPEN,
  type Calendar,
  dayOf,
  isExcludedDate,
} from '../../../../src/domain/calendar/calendar.ts';

const MORNING = { from: '08:00', to: '14:00' };
const calendar: Calendar = {
  holidays: new Map([
    ['2026-11-23', 'Thanksgiving for the harvest'],
    ['12-25', 'Christmas'],
  ]),
  hours: new Map([
    ['mon', [MORNING]],
    ['tue', [MORNING]],
    ['fri', [MORNING]],
  ]),
  onClosedDays: 'skip',
};

test.each([
  ['2026-11-23', { kind: 'holiday', name: 'Thanksgiving for the harvest' }],
  ['2027-11-23', { kind: 'open', periods: [MORNING] }],
  ['2026-12-25', { kind: 'holiday', name: 'Christmas' }],
  ['2031-12-25', { kind: 'holiday', name: 'Christmas' }],
  ['2026-11-24', { kind: 'open', periods: [MORNING] }],
  ['2026-11-25', { kind: 'closed' }],
])('%s is %j', (date, day) => {
  expect(dayOf(calendar, date)).toEqual(day);
});

test('summaries are skipped on holidays and closed days if the calendar says so', () => {
  const days = ['2026-12-25', '2026-11-25', '2026-11-24'];
  expect(days.map((date) => isExcludedDate(calendar, date))).toEqual([true, true, false]);
  expect(days.some((date) => isExcludedDate({ ...calendar, onClosedDays: 'say' }, date))).toBe(false);
});

test('every day is open without a calendar', () => {
  expect(dayOf(ALWAYS_OPEN, '2026-12-25')).toEqual({ kind: 'open', periods: null });
});
