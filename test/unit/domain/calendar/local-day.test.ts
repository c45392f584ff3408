import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { localDay, localHours, quartersOf, shiftDays } from '../../../../src/domain/calendar/local-day.ts';
import { localAt } from '../../../../src/domain/calendar/local-time.ts';
import { checkProperty } from '../../../support/properties/check-property.ts';

const HOUR_MS = 3_600_000;
const instant = (text: string) => Date.parse(text);

function dateOf(day: number): string {
  return new Date(Date.UTC(2024, 0, 1) + day * 24 * HOUR_MS).toISOString().slice(0, 10);
}

function hoursOn(date: string, zone: string): number[] {
  return localHours(localDay(date, zone), zone).map(({ hour }) => hour);
}

describe('A local day', () => {
  test.for([
    ['an ordinary day', '2026-11-19', 'Europe/Madrid', '2026-11-18T23:00:00Z', 24],
    ['the day on which clocks go on', '2026-03-29', 'Europe/Madrid', '2026-03-28T23:00:00Z', 23],
    ['the day on which clocks go back', '2026-10-25', 'Europe/Madrid', '2026-10-24T22:00:00Z', 25],
    ['a day without a midnight', '2026-09-06', 'America/Santiago', '2026-09-06T04:00:00Z', 23],
    ['another day without a midnight', '2026-04-24', 'Africa/Cairo', '2026-04-23T22:00:00Z', 23],
    ['a day with two midnights at its end', '2026-04-04', 'America/Santiago', '2026-04-04T03:00:00Z', 25],
    ['a day with two midnights at its beginning', '2026-11-01', 'America/Havana', '2026-11-01T04:00:00Z', 25],
    ['a change by half an hour', '2026-10-04', 'Australia/Lord_Howe', '2026-10-03T13:30:00Z', 23.5],
    ['a zone of 5:45', '2026-11-19', 'Asia/Kathmandu', '2026-11-18T18:15:00Z', 24],
    ['a zone of 5:30', '2026-11-19', 'Asia/Kolkata', '2026-11-18T18:30:00Z', 24],
  ] as const)('is right for %s', ([, date, zone, from, hours]) => {
    const day = localDay(date, zone);
    expect(new Date(day.from).toISOString()).toBe(new Date(from).toISOString());
    expect((day.to - day.from) / HOUR_MS).toBe(hours);
  });

  test('follows the previous day without a gap, and contains its instants, in every zone', async () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const days = fc.integer({ min: 0, max: 3_650 });
    await checkProperty(
      fc.property(zones, days, (zone, day) => {
        const today = localDay(dateOf(day), zone);
        expect(localDay(dateOf(day + 1), zone).from).toBe(today.to);
        expect(localAt(today.from, zone).date).toBe(dateOf(day));
        expect(localAt(today.to - 1, zone).date).toBe(dateOf(day));
      }),
      300,
    );
  });
});

describe('The equal local time of another day', () => {
  test('follows the local clock, not 24 hours', () => {
    const sunday = { from: instant('2026-03-28T23:00:00Z'), to: instant('2026-03-29T16:00:00Z') };
    // The zone is Madrid, at 18:00 summer time; the day and the week before are still in winter time.
    expect(shiftDays(sunday, -1, 'Europe/Madrid')).toEqual({
      from: instant('2026-03-27T23:00:00Z'),
      to: instant('2026-03-28T17:00:00Z'),
    });
    expect(shiftDays(sunday, -7, 'Europe/Madrid').to).toBe(instant('2026-03-22T17:00:00Z'));
  });

  test('is the start of the day for midnight, also on days that start later', () => {
    const day = localDay('2026-09-07', 'America/Santiago');
    expect(shiftDays(day, -1, 'America/Santiago')).toEqual(localDay('2026-09-06', 'America/Santiago'));
    expect(shiftDays(localDay('2026-09-06', 'America/Santiago'), -1, 'America/Santiago')).toEqual(
      localDay('2026-09-05', 'America/Santiago'),
    );
  });
});

describe('The hours of a day', () => {
  test('skip and repeat the hours that the clock skips and repeats', () => {
    const ordinary = Array.from({ length: 24 }, (_, hour) => hour);
    expect(hoursOn('2026-11-19', 'Asia/Kathmandu')).toEqual(ordinary);
    expect(hoursOn('2026-03-29', 'Europe/Madrid')).toEqual(ordinary.toSpliced(2, 1));
    expect(hoursOn('2026-10-25', 'Europe/Madrid')).toEqual(ordinary.toSpliced(2, 0, 2));
  });

  test('begin and end with the interval', () => {
    const interval = { from: instant('2026-11-19T09:40:00Z'), to: instant('2026-11-19T11:10:30Z') };
    expect(localHours(interval, 'UTC').map(({ hour, from, to }) => [hour, (to - from) / 60_000])).toEqual([
      [9, 20],
      [10, 60],
      [11, 10.5],
    ]);
  });

  test('consist of quarters without a gap', async () => {
    const start = instant('2026-11-19T00:00:00Z');
    const ms = fc.integer({ min: 0, max: 8 * HOUR_MS });
    await checkProperty(
      fc.property(ms, ms, (offset, length) => {
        const interval = { from: start + offset, to: start + offset + length };
        const quarters = quartersOf(interval);
        expect(quarters.reduce((at, { from, to }) => (at === from ? to : Number.NaN), interval.from)).toBe(
          interval.to,
        );
      }),
    );
  });
});
