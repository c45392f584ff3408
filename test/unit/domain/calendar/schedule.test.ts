import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, instantOf, localAt } from '../../../../src/domain/calendar/local-time.ts';
import {
  describeNextOccurrence,
  keyOf,
  nextOccurrence,
  occurrenceFrom,
  type Schedule,
} from '../../../../src/domain/calendar/schedule.ts';
import { WEEKDAYS, WEEKEND, WORKING_DAYS } from '../../../../src/domain/calendar/weekday.ts';
import { wholeOr } from '../../../support/clocks/whole-run.ts';
import { checkProperty } from '../../../support/properties/check-property.ts';

const daily = (time: string, zone: string): Schedule => ({ times: [time], days: WEEKDAYS, zone });
const runAfter = (schedule: Schedule, after: string, isExcluded?: (date: string) => boolean) => {
  const run = nextOccurrence(schedule, Date.parse(after), isExcluded);
  return run && [keyOf(run), new Date(run.at).toISOString(), run.shift];
};

const christmas = (date: string) => date.endsWith('-12-25');

describe('the next occurrence of a schedule', () => {
  test.each([
    ['later today', '18:00', 'Europe/Madrid', '2026-11-23T10:00Z', '2026-11-23T18:00', '2026-11-23T17:00Z'],
    [
      'tomorrow, at its own minute',
      '18:00',
      'Europe/Madrid',
      '2026-11-23T17:00Z',
      '2026-11-24T18:00',
      '2026-11-24T17:00Z',
    ],
    [
      'half past the hour of UTC',
      '09:00',
      'Asia/Kolkata',
      '2026-11-23T00:00Z',
      '2026-11-23T09:00',
      '2026-11-23T03:30Z',
    ],
    [
      'a quarter to the hour of UTC',
      '09:00',
      'Asia/Kathmandu',
      '2026-11-23T00:00Z',
      '2026-11-23T09:00',
      '2026-11-23T03:15Z',
    ],
    [
      'the local day before UTC’s',
      '18:00',
      'Pacific/Pago_Pago',
      '2026-11-23T01:00Z',
      '2026-11-22T18:00',
      '2026-11-23T05:00Z',
    ],
    [
      'the local day after UTC’s',
      '08:00',
      'Pacific/Kiritimati',
      '2026-11-22T17:00Z',
      '2026-11-23T08:00',
      '2026-11-22T18:00Z',
    ],
    ['leap day', '18:00', 'UTC', '2028-02-28T18:00Z', '2028-02-29T18:00', '2028-02-29T18:00Z'],
    ['after leap day', '18:00', 'UTC', '2028-02-29T18:00Z', '2028-03-01T18:00', '2028-03-01T18:00Z'],
    [
      'over the year’s end',
      '00:00',
      'America/New_York',
      '2026-12-31T06:00Z',
      '2027-01-01T00:00',
      '2027-01-01T05:00Z',
    ],
  ])('is %s', (_, time, zone, after, local, at) => {
    expect(runAfter(daily(time, zone), after)).toEqual([
      `${local}[${zone}]`,
      at.replace('Z', ':00.000Z'),
      null,
    ]);
  });

  test.each([
    ['02:30 in New York', '02:30', 'America/New_York', '2027-03-14T05:00Z', '2027-03-14T07:00Z'],
    [
      '02:00, the first minute of the gap',
      '02:00',
      'Europe/Madrid',
      '2027-03-27T23:00Z',
      '2027-03-28T01:00Z',
    ],
    [
      '02:15 on Lord Howe, which shifts by 30 minutes',
      '02:15',
      'Australia/Lord_Howe',
      '2026-10-03T14:00Z',
      '2026-10-03T15:30Z',
    ],
    ['midnight in Santiago', '00:00', 'America/Santiago', '2026-09-05T12:00Z', '2026-09-06T04:00Z'],
    ['midnight in Cairo', '00:00', 'Africa/Cairo', '2026-04-23T12:00Z', '2026-04-23T22:00Z'],
    ['the day that Apia left out', '18:00', 'Pacific/Apia', '2011-12-30T05:00Z', '2011-12-30T10:00Z'],
  ])('is the first instant after the gap: %s', (_, time, zone, after, at) => {
    const [, instant, shift] = runAfter(daily(time, zone), after) ?? [];
    expect([instant, shift]).toEqual([at.replace('Z', ':00.000Z'), 'gap']);
  });

  test.each([
    [
      '01:30 in New York',
      '01:30',
      'America/New_York',
      '2026-11-01T04:00Z',
      '2026-11-01T05:30Z',
      '2026-11-02T06:30Z',
    ],
    [
      '01:45 on Lord Howe',
      '01:45',
      'Australia/Lord_Howe',
      '2027-04-03T13:00Z',
      '2027-04-03T14:45Z',
      '2027-04-04T15:15Z',
    ],
    [
      '23:30 in Santiago',
      '23:30',
      'America/Santiago',
      '2027-04-03T20:00Z',
      '2027-04-04T02:30Z',
      '2027-04-05T03:30Z',
    ],
  ])('is the first of the two instants in an overlap: %s', (_, time, zone, after, first, next) => {
    const run = nextOccurrence(daily(time, zone), Date.parse(after));
    expect([run?.at, run?.shift]).toEqual([Date.parse(first), 'overlap']);
    expect(nextOccurrence(daily(time, zone), Date.parse(first))?.at).toBe(Date.parse(next));
  });

  test('is each of several times in turn', () => {
    const schedule: Schedule = { times: ['09:00', '18:00'], days: WORKING_DAYS, zone: 'Europe/Madrid' };
    const runs = [];
    for (
      let at = Date.parse('2026-11-19T12:00Z');
      runs.length < 4;
      at = Date.parse(String(runs.at(-1)?.[1]))
    ) {
      const run = runAfter(schedule, new Date(at).toISOString());
      if (run === null) break;
      runs.push(run);
    }
    const names = runs.map(([key]) => String(key).slice(0, 16));
    expect(names).toEqual(['2026-11-19T18:00', '2026-11-20T09:00', '2026-11-20T18:00', '2026-11-23T09:00']);
  });

  test('is one occurrence if a gap moves two times to one instant', () => {
    const schedule: Schedule = {
      times: ['02:15', '02:45', '03:00'],
      days: WEEKDAYS,
      zone: 'America/New_York',
    };
    expect(runAfter(schedule, '2027-03-14T05:00Z')?.[1]).toBe('2027-03-14T07:00:00.000Z');
    expect(runAfter(schedule, '2027-03-14T07:00Z')?.[1]).toBe('2027-03-15T06:15:00.000Z');
  });

  test('is on its weekdays, and skips excluded dates', () => {
    const weekends: Schedule = { times: ['18:00'], days: WEEKEND, zone: 'UTC' };
    expect(runAfter(weekends, '2026-11-23T00:00Z')?.[0]).toBe('2026-11-28T18:00[UTC]');
    expect(runAfter(weekends, '2026-11-23T00:00Z', (date) => date === '2026-11-28')?.[0]).toBe(
      '2026-11-29T18:00[UTC]',
    );
  });

  test('is none if the calendar excludes more than a year', () => {
    expect(runAfter(daily('18:00', 'UTC'), '2026-11-23T00:00Z', () => true)).toBeNull();
  });

  test('has a form in words: its time, the time until then, and the skipped days', () => {
    expect(describeNextOccurrence(daily('18:00', 'UTC'), Date.parse('2026-12-24T18:00Z'), christmas)).toEqual(
      {
        occurrence: {
          date: '2026-12-26',
          time: '18:00',
          zone: 'UTC',
          at: Date.parse('2026-12-26T18:00Z'),
          shift: null,
        },
        inMs: 48 * 3_600_000,
        reportDate: '2026-12-26',
        excludedDates: ['2026-12-25'],
      },
    );
  });

  test('has a name that identifies it', () => {
    const run = nextOccurrence(daily('01:30', 'America/New_York'), Date.parse('2026-11-01T04:00Z'));
    expect(run && occurrenceFrom(keyOf(run))).toEqual(run);
    expect(occurrenceFrom('send:1')).toBeUndefined();
  });
});

/**
 * Returns the first error in a zone's occurrences: each local day has one, the instants increase strictly, and each is
 * at the local time or just after a gap.
 */
function misfitIn(zone: string, at: string, from: string, days: number): string | null {
  let after = instantOf(from, at, zone).at - 1;
  for (let day = 0; day < days; day += 1) {
    const run = nextOccurrence(daily(at, zone), after);
    const date = addDays(from, day);
    if (run?.date !== date || run.at <= after) return `${zone} ${at}: ${run?.date} is not ${date}`;
    const shown = localAt(run.at, zone);
    const onTime = shown.date === date && shown.time === at;
    if (!onTime && run.shift !== 'gap') return `${zone} ${date} ${at}: the clock shows ${shown.time}`;
    after = run.at;
  }
  return null;
}

describe('in every zone', () => {
  const zones = Intl.supportedValuesOf('timeZone');
  const START = '2026-01-01';
  const TEN_YEARS = 3652;
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));

  test('each local day of ten years has one occurrence per time, later than the previous one (sampled)', async () => {
    const sample = fc.tuple(fc.constantFrom(...zones), time, fc.integer({ min: 0, max: TEN_YEARS }));
    await checkProperty(
      fc.property(sample, ([zone, at, offset]) => {
        expect(misfitIn(zone, at, addDays(START, offset), 40)).toBeNull();
      }),
      500,
    );
  });

  test('so has each day around each change of the clocks', () => {
    const misfits: (string | null)[] = [];
    const walked = wholeOr(
      zones,
      zones.filter((_, index) => index % 5 === 0),
    );
    for (const zone of walked) {
      for (let month = 0; month < 12; month += 1) {
        const [from, to] = [Date.UTC(2026, month, 1), Date.UTC(2026, month + 1, 1)];
        const offset = (at: number) => instantOf(localAt(at, zone).date, '12:00', zone).at % 86_400_000;
        if (offset(from) === offset(to)) continue;
        const first = localAt(from, zone).date;
        for (const at of ['00:00', '01:30', '02:15', '23:45']) misfits.push(misfitIn(zone, at, first, 32));
      }
    }
    expect(misfits.length).toBeGreaterThan(100);
    expect(misfits.filter((misfit) => misfit !== null)).toEqual([]);
  });
});
