import { describe, expect, test } from 'vitest';
import { scopeOf } from '../../../../src/domain/analytics/scope.ts';
import type { SummaryRequest } from '../../../../src/domain/analytics/summarise.ts';
import { summariseSamples } from '../../../support/floors/measured.ts';
import { type Part, sampleFloor } from '../../../support/floors/played-floor.ts';
import { byState, summaryRequest } from '../../../support/floors/summary-request.ts';

const NINE = Date.UTC(2026, 10, 19, 9, 0, 0);
const at = (minutes: number) => NINE + minutes * 60_000;
const HOUR = { from: NINE, to: at(60) };

const request = (over: Partial<SummaryRequest> = {}) => summaryRequest(HOUR, over);

/**
 * One hour, three agents, Sales is 1 and Support 2:
 *
 * 1001 (1):    idle 0-10, talking 10-30, idle 30-50, rest 50-60
 * 1002 (1, 2): talking 0-20, wrap-up 20-25, idle 25-40, talking 40-60
 * 1003 (2):    idle 10-30, then signed out
 */
const PARTS: Part[] = [
  {
    id: 1001,
    queues: [1],
    states: [
      [at(0), 'available'],
      [at(10), 'on-call'],
      [at(30), 'available'],
      [at(50), 'on-break'],
    ],
  },
  {
    id: 1002,
    queues: [1, 2],
    states: [
      [at(0), 'on-call'],
      [at(20), 'wrap-up'],
      [at(25), 'available'],
      [at(40), 'on-call'],
    ],
  },
  {
    id: 1003,
    queues: [2],
    states: [
      [at(10), 'available'],
      [at(30), 'signed-out'],
    ],
  },
];
const SAMPLES = sampleFloor(PARTS, { from: at(0), to: at(60) });

describe('An hour computed by hand', () => {
  const summary = summariseSamples(SAMPLES, request());
  const { whole } = summary;
  const sales = summary.queues.get(1);
  const support = summary.queues.get(2);

  test('time in state counts each agent once on the floor', () => {
    // available: 1001 10+20, 1002 15, 1003 20 = 65 min; 'on-call': 1001 20, 1002 20+20 = 60; wrap-up 5; rest 10.
    expect(byState(whole?.stateSeconds)).toEqual({
      available: 65 * 60,
      ringing: 0,
      'on-call': 60 * 60,
      'wrap-up': 5 * 60,
      'not-ready': 0,
      'on-break': 10 * 60,
      training: 0,
      other: 0,
    });
  });

  test('time in state of a queue counts everyone who serves it', () => {
    // Sales: 1001 and 1002. idle 30 + 15, talking 20 + 40, wrap-up 5, rest 10.
    expect(byState(sales?.stateSeconds)).toMatchObject({
      available: 2_700,
      'on-call': 3_600,
      'wrap-up': 300,
      'on-break': 600,
    });
    // Support: 1002 and 1003. idle 15 + 20, talking 40, wrap-up 5.
    expect(byState(support?.stateSeconds)).toMatchObject({
      available: 2_100,
      'on-call': 2_400,
      'wrap-up': 300,
      'on-break': 0,
    });
  });

  test('occupancy is handling divided by handling and idle', () => {
    expect(whole?.occupancy).toBeCloseTo(65 / 130);
    expect(sales?.occupancy).toBeCloseTo(65 / 110);
    expect(support?.occupancy).toBeCloseTo(45 / 80);
  });

  test('staffing has maximum, mean and minimum with their times, and agent-hours', () => {
    // Staffed: 2 (0-10), 3 (10-30), 2 (30-50), 1 (50-60): mean (20 + 60 + 40 + 10) / 60.
    expect(whole?.staffed).toEqual({ max: 3, maxAt: at(10), min: 1, minAt: at(50), mean: 130 / 60 });
    // Idle: 1001 (0-10), 1003 (10-25), 1002 and 1003 (25-30), 1001 and 1002 (30-40), 1001 (40-50), none (50-60).
    expect(whole?.available).toEqual({ max: 2, maxAt: at(25), min: 0, minAt: at(50), mean: 65 / 60 });
    expect(whole?.agentHours).toBeCloseTo(130 / 60);
  });

  test('all-busy is time with staffed agents and none available', () => {
    // Floor: 50-60. Sales: 10-25 (1001 and 1002 in calls) and 50-60. Support: 0-10 and 40-60.
    expect(whole?.allBusy).toEqual({ seconds: 600, longest: { from: at(50), to: at(60) } });
    expect(sales?.allBusy).toEqual({ seconds: 1_500, longest: { from: at(10), to: at(25) } });
    expect(support?.allBusy).toEqual({ seconds: 1_800, longest: { from: at(40), to: at(60) } });
  });

  test('shared agents, true spare and carried load are means over the hour', () => {
    // Only 1002 serves two queues, and is staffed all along.
    expect(whole?.sharedAgents).toBe(1);
    // Only 1001's 30 available minutes are Sales's own; 1003's 20 are Support's own.
    expect(sales?.spareAvailable).toBeCloseTo(30 / 60);
    expect(support?.spareAvailable).toBeCloseTo(20 / 60);
    expect(whole?.spareAvailable).toBeCloseTo(65 / 60);
    // 65 minutes of handling in 60: 1.083 erlang.
    expect(whole?.carriedLoad).toBeCloseTo(65 / 60);
  });

  test('coverage is complete', () => {
    expect(summary.coverage).toEqual({
      share: 1,
      seconds: 3_600,
      until: at(60),
      longestGap: null,
      malformedRecords: 0,
    });
  });

  test('a set of queues counts each agent once', () => {
    const both = summariseSamples(SAMPLES, request({ scope: scopeOf([2, 1]) }));
    expect(both.whole).toEqual(whole);
    expect(both.calls).toBeNull();
  });
});

describe('Opening hours', () => {
  test('limit unstaffed time and staffing, to the second', () => {
    // The opening hours are 9:20:30 to 9:50. Only 1002 and 1003 staff Support.
    const part: Part = {
      id: 1001,
      queues: [1],
      states: [
        [at(25), 'available'],
        [at(40), 'on-break'],
        [at(45), 'available'],
      ],
    };
    const samples = sampleFloor([part], { from: at(0), to: at(60) });
    const openingHours = [{ from: at(20.5), to: at(50) }];
    const { whole } = summariseSamples(samples, request({ openingHours }));
    // 20:30-25 signed out, 40-45 resting: 4.5 + 5 minutes.
    expect(whole?.unstaffed).toEqual({ seconds: 9.5 * 60, longest: { from: at(40), to: at(45) } });
    // Staffed 25-40 and 45-50 of 29.5 minutes.
    expect(whole?.staffed?.mean).toBeCloseTo(20 / 29.5);
    expect(whole?.staffed?.minAt).toBe(at(20.5));
    // Agent-hours count outside opening hours too: 25-40 and 45-60.
    expect(whole?.agentHours).toBeCloseTo(0.5);
  });

  test('limit the carried load, so that an idle night does not lower it', () => {
    // The opening hours are 9:30 to 10:00. The agent talks from 20 to 50 and is available before and after.
    const part: Part = {
      id: 1001,
      queues: [1],
      states: [
        [at(0), 'available'],
        [at(20), 'on-call'],
        [at(50), 'available'],
      ],
    };
    const samples = sampleFloor([part], { from: at(0), to: at(60) });
    const { whole } = summariseSamples(samples, request({ openingHours: [{ from: at(30), to: at(60) }] }));
    expect(whole?.carriedLoad).toBeCloseTo(20 / 30);
    expect(whole?.allBusy).toEqual({ seconds: 20 * 60, longest: { from: at(30), to: at(50) } });
    expect(whole?.spareAvailable).toBeCloseTo(10 / 30);
    // Occupancy refers to all the time in which an agent was ready for calls.
    expect(whole?.occupancy).toBeCloseTo(30 / 60);
  });

  test('give no unstaffed time on a closed day, and unknown staffing instead of zero', () => {
    const { whole } = summariseSamples(SAMPLES, request({ openingHours: [] }));
    expect(whole?.unstaffed?.seconds).toBe(0);
    expect(whole?.staffed).toBeNull();
    expect(whole).toMatchObject({ carriedLoad: null, allBusy: { seconds: 0, longest: null } });
  });
});

describe('A gap', () => {
  // There are no samples from 9:10:30 to 9:19:30: the last before is 9:10, the first after is 9:20.
  const samples = sampleFloor(PARTS, { from: at(0), to: at(60), without: (t) => t > at(10) && t < at(20) });
  const summary = summariseSamples(samples, request());

  test('is reported, and counts as no state', () => {
    expect(summary.coverage).toMatchObject({ share: 50 / 60, seconds: 3_000 });
    expect(summary.coverage.longestGap).toEqual({ from: at(10), to: at(20) });
    // Three agents were signed in from 10 to 20: 30 agent-minutes of 140 were not sampled.
    expect(summary.whole?.stateSeconds.reduce((sum, seconds) => sum + seconds)).toBe(110 * 60);
  });

  test('ends a stretch, because its continuation is unknown', () => {
    // All agents of Sales were busy from 10 to 25; the samples show 20 to 25, and 50 to 60.
    expect(summary.queues.get(1)?.allBusy).toEqual({ seconds: 900, longest: { from: at(50), to: at(60) } });
  });

  test('of the whole time leaves no other figure', () => {
    const calls = { answered: 834, outbound: 12, talkSeconds: 60, atLeast: true };
    const nothing = summariseSamples([], request({ calls }));
    expect(nothing.calls).toBeNull();
    expect(nothing.whole).toBeNull();
    expect(nothing.queues).toEqual(
      new Map([
        [1, null],
        [2, null],
      ]),
    );
    expect(nothing.coverage).toEqual({
      share: 0,
      seconds: 0,
      until: null,
      longestGap: HOUR,
      malformedRecords: 0,
    });
  });

  test('of one missed sample covers two steps', () => {
    const one = sampleFloor(PARTS, { from: at(0), to: at(60), without: (t) => t === at(12) });
    expect(summariseSamples(one, request()).coverage.seconds).toBe(3_600 - 60);
  });
});
