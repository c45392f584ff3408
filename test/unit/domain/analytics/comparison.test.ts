import { describe, expect, test } from 'vitest';
import { compare, type ReferenceDays } from '../../../../src/domain/analytics/comparison.ts';
import { type Headline, headline } from '../../../../src/domain/analytics/headline.ts';
import type { CallTotals, Summary } from '../../../../src/domain/analytics/summary.ts';
import type { Interval } from '../../../../src/domain/calendar/interval.ts';
import type { AgentState } from '../../../../src/domain/floor/agent-state.ts';
import { summariseSamples } from '../../../support/floors/measured.ts';
import { type Part, sampleFloor } from '../../../support/floors/played-floor.ts';
import { summaryRequest } from '../../../support/floors/summary-request.ts';

const NINE = Date.UTC(2026, 10, 19, 9, 0, 0);
const HOUR: Interval = { from: NINE, to: NINE + 3_600_000 };

interface Hour {
  /** The number of agents of queue 1, who are available all the time. */
  readonly available?: number;
  /** Minutes from the beginning in which queue 1 has one more agent, talking. */
  readonly talkingMinutes?: number;
  /** Minutes at the end in which the one agent of queue 2 talks, who is available before. */
  readonly allBusyIn2?: number;
  readonly calls?: CallTotals;
  /** The number of minutes with samples. */
  readonly minutes?: number;
  readonly openingHours?: readonly Interval[] | null;
}

function agent(id: number, queue: number, state: AgentState, from = NINE): Part {
  return { id, queues: [queue], states: [[from, state]] };
}

function hour(shape: Hour = {}): Summary {
  const { available = 10, talkingMinutes = 0, allBusyIn2 = 0, calls = null, minutes = 60 } = shape;
  const parts = [
    ...Array.from({ length: available }, (_, index) => agent(2000 + index, 1, 'available')),
    ...(talkingMinutes > 0 ? [agent(3000, 1, 'on-call', HOUR.to - talkingMinutes * 60_000)] : []),
    agent(3001, 2, 'available'),
  ];
  const inTwo = parts.at(-1);
  const busy: Part[] =
    inTwo === undefined || allBusyIn2 === 0
      ? parts
      : [
          ...parts.slice(0, -1),
          {
            ...inTwo,
            states: [
              [NINE, 'on-call'],
              [NINE + allBusyIn2 * 60_000, 'available'],
            ],
          },
        ];
  const samples = sampleFloor(busy, { from: NINE, to: NINE + minutes * 60_000 });
  return summariseSamples(samples, summaryRequest(HOUR, { calls, openingHours: shape.openingHours ?? null }));
}

function calls(answered: number): CallTotals {
  return { answered, outbound: 0, talkSeconds: 0, atLeast: false };
}

function headlineOf(now: Summary, reference: Partial<ReferenceDays> = {}): Headline {
  return headline(now, compare(now, { yesterday: null, weekdays: [], ...reference }));
}

describe('A comparison', () => {
  test('compares each metric with yesterday and with the mean of equal weekdays', () => {
    const { whole, queues, weekdays, hasYesterday } = compare(hour({ available: 8, calls: calls(50) }), {
      yesterday: hour({ available: 10, calls: calls(40) }),
      weekdays: [hour({ available: 4, calls: calls(10) }), hour({ available: 6, calls: calls(20) })],
    });
    expect({ weekdays, hasYesterday }).toEqual({ weekdays: 2, hasYesterday: true });
    // The floor has one more agent than `available`: that of queue 2.
    expect(whole.get('staffed-mean')).toEqual({ value: 9, yesterday: 11, weekday: 6 });
    expect(whole.get('answered')).toEqual({ value: 50, yesterday: 40, weekday: 15 });
    expect(queues.get(1)?.get('staffed-peak')).toEqual({ value: 8, yesterday: 10, weekday: 5 });
    expect(queues.get(1)?.has('answered')).toBe(false);
  });

  test('excludes days with insufficient data, and compares nothing with such a day', () => {
    const short = hour({ minutes: 40 });
    const { whole, weekdays, hasYesterday } = compare(hour(), {
      yesterday: short,
      weekdays: [short, hour()],
    });
    expect({ weekdays, hasYesterday }).toEqual({ weekdays: 1, hasYesterday: false });
    expect(whole.get('staffed-mean')).toMatchObject({ yesterday: null, weekday: 11 });
    expect(compare(short, { yesterday: hour(), weekdays: [hour()] })).toMatchObject({
      weekdays: 0,
      hasYesterday: false,
    });
  });

  test('has unknown values instead of zero without measurements', () => {
    const { whole } = compare(hour(), { yesterday: hour(), weekdays: [] });
    expect(whole.has('answered')).toBe(false);
    expect(whole.get('occupancy')).toEqual({ value: 0, yesterday: 0, weekday: null });
  });
});

describe('The headline', () => {
  test('has the largest change and its place', () => {
    // Queue 1 went from 10 to 8 agents, 20 %. In queue 2 all agents were busy for 40 minutes, after 0.
    expect(headlineOf(hour({ available: 8, allBusyIn2: 40 }), { weekdays: [hour()] })).toEqual({
      kind: 'change',
      metric: 'all-busy-minutes',
      queue: 2,
      value: 40,
      was: 0,
      against: 'weekday',
    });
  });

  test('has the queue with the largest change of staffing, and the whole if it changed alike', () => {
    expect(headlineOf(hour({ available: 2 }), { weekdays: [hour({ available: 10 })] })).toMatchObject({
      kind: 'change',
      metric: 'staffed-mean',
      queue: 1,
      value: 2,
      was: 10,
    });
    const [few, many] = [2, 10].map((agents) => {
      const available = Array.from({ length: agents }, (_, index) => agent(2000 + index, 1, 'available'));
      return summariseSamples(sampleFloor(available, HOUR), summaryRequest(HOUR, { queues: [1] }));
    });
    expect(few && headlineOf(few, { yesterday: many ?? null })).toMatchObject({
      queue: null,
      value: 2,
      was: 10,
    });
  });

  test('prefers the equal weekday, and falls back on yesterday', () => {
    const weekday = { weekdays: [hour({ available: 10 })], yesterday: hour({ available: 5 }) };
    expect(headlineOf(hour({ available: 5 }), weekday)).toMatchObject({ against: 'weekday', was: 10 });
    expect(headlineOf(hour({ available: 5 }), { ...weekday, weekdays: [] })).toEqual({
      kind: 'steady',
      against: 'yesterday',
    });
  });

  test('prefers a problem to an improvement of any size', () => {
    const better = { weekdays: [hour({ available: 2 })] };
    // Staffing rose from 2 to 10. In queue 2 all agents were busy for 12 minutes, after 0, which is a smaller change.
    expect(headlineOf(hour({ available: 10, allBusyIn2: 12 }), better)).toMatchObject({
      metric: 'all-busy-minutes',
      queue: 2,
    });
    expect(headlineOf(hour({ available: 10 }), better)).toMatchObject({ metric: 'staffed-mean', value: 11 });
  });

  test('prefers a daily problem to an improvement elsewhere', () => {
    const weekdays = [hour({ available: 2, allBusyIn2: 40 })];
    expect(headlineOf(hour({ available: 10, allBusyIn2: 40 }), { weekdays })).toEqual({
      kind: 'stands-out',
      metric: 'all-busy-minutes',
      queue: 2,
      minutes: 40,
    });
    // An improvement in that queue is the change of that queue.
    const worse = { weekdays: [hour({ allBusyIn2: 50 })] };
    expect(headlineOf(hour({ allBusyIn2: 20 }), worse)).toMatchObject({ kind: 'change', queue: 2, was: 50 });
  });

  test('has no unstaffed time without opening hours, because it may be a night', () => {
    const night = (states: Part['states']) =>
      summariseSamples(sampleFloor([{ id: 1001, queues: [1], states }], HOUR), summaryRequest(HOUR));
    const longer = night([[NINE + 50 * 60_000, 'available']]);
    const shorter = night([[NINE + 10 * 60_000, 'available']]);
    const { whole } = compare(longer, { yesterday: shorter, weekdays: [] });
    expect(whole.has('uncovered-minutes')).toBe(false);
    expect(headlineOf(longer, { yesterday: shorter })).not.toMatchObject({ metric: 'uncovered-minutes' });
  });

  test('is "steady" without a large change', () => {
    expect(headlineOf(hour({ available: 10 }), { weekdays: [hour({ available: 11 })] })).toEqual({
      kind: 'steady',
      against: 'weekday',
    });
  });

  test('has the calls if they changed most', () => {
    const now = hour({ calls: calls(400) });
    expect(headlineOf(now, { yesterday: hour({ calls: calls(200) }) })).toEqual({
      kind: 'change',
      metric: 'answered',
      queue: null,
      value: 400,
      was: 200,
      against: 'yesterday',
    });
  });

  test('has on a first day the most notable figure itself', () => {
    expect(headlineOf(hour({ allBusyIn2: 25 }))).toEqual({
      kind: 'stands-out',
      metric: 'all-busy-minutes',
      queue: 2,
      minutes: 25,
    });
    expect(headlineOf(hour())).toEqual({ kind: 'plain' });
  });

  test('reports a queue without agents only within opening hours', () => {
    const samples = sampleFloor([{ id: 1001, queues: [1], states: [[NINE, 'available']] }], HOUR);
    const open = summariseSamples(samples, summaryRequest(HOUR, { openingHours: [HOUR] }));
    const unknown = summariseSamples(samples, summaryRequest(HOUR));
    expect(headlineOf(open)).toEqual({
      kind: 'stands-out',
      metric: 'uncovered-minutes',
      queue: 2,
      minutes: 60,
    });
    expect(headlineOf(unknown)).toEqual({ kind: 'plain' });
  });

  test('is "no data" first of all without data', () => {
    const nobody = sampleFloor([], HOUR);
    expect(headlineOf(summariseSamples([], summaryRequest(HOUR)))).toEqual({ kind: 'no-data' });
    expect(headlineOf(summariseSamples(nobody, summaryRequest(HOUR)))).toEqual({ kind: 'unstaffed' });
    const closed = summaryRequest(HOUR, { openingHours: [] });
    expect(headlineOf(summariseSamples(nobody, closed))).toEqual({ kind: 'closed' });
  });
});
