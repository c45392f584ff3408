import { describe, expect, test } from 'vitest';
import { localDay, localHours } from '../../../../src/domain/calendar/local-day.ts';
import { summariseSamples } from '../../../support/floors/measured.ts';
import { type Part, sampleFloor } from '../../../support/floors/played-floor.ts';
import { byState, summaryRequest } from '../../../support/floors/summary-request.ts';

const NINE = Date.UTC(2026, 10, 19, 9, 0, 0);
const at = (minutes: number) => NINE + minutes * 60_000;
const HOUR = { from: NINE, to: at(60) };

describe('A summary of any floor', () => {
  test('has an empty night with data and without agents', () => {
    const samples = sampleFloor([], { from: at(0), to: at(60) });
    const summary = summariseSamples(samples, summaryRequest(HOUR, { openingHours: [HOUR] }));
    expect(summary.coverage.share).toBe(1);
    expect(summary.whole).toMatchObject({ agentHours: 0, occupancy: null, carriedLoad: 0 });
    expect(summary.whole?.staffed).toMatchObject({ max: 0, min: 0, mean: 0 });
    expect(summary.queues.get(1)?.unstaffed?.seconds).toBe(3_600);
    // Without opening hours, the time may be a night without staff.
    expect(summariseSamples(samples, summaryRequest(HOUR)).queues.get(1)).toMatchObject({ unstaffed: null });
  });

  test('has one agent in one queue', () => {
    const parts: Part[] = [{ id: 1001, queues: [7], states: [[at(0), 'on-call']] }];
    const samples = sampleFloor(parts, { from: at(0), to: at(60) });
    const { whole, queues } = summariseSamples(samples, summaryRequest(HOUR, { queues: [7] }));
    expect(whole).toEqual(queues.get(7));
    expect(whole).toMatchObject({ occupancy: 1, agentHours: 1, sharedAgents: 0 });
  });

  test('counts unknown states as signed in and not as staffed', () => {
    const parts: Part[] = [{ id: 1001, queues: [1], states: [[at(0), 'other(42)']] }];
    const { whole } = summariseSamples(sampleFloor(parts, { from: at(0), to: at(60) }), summaryRequest(HOUR));
    expect(whole?.staffed?.mean).toBe(0);
    expect(byState(whole?.stateSeconds)['other']).toBe(3_600);
  });

  test('has figures for each of two hundred queues', () => {
    const queues = Array.from({ length: 200 }, (_, index) => index + 1);
    const parts = queues.map(
      (queue): Part => ({ id: 1000 + queue, queues: [queue], states: [[at(queue / 10), 'available']] }),
    );
    const samples = sampleFloor(parts, { from: at(0), to: at(60) });
    const summary = summariseSamples(samples, summaryRequest(HOUR, { queues }));
    // Queue n signs in n/10 minutes after nine.
    expect(queues.map((queue) => summary.queues.get(queue)?.agentHours)).toEqual(
      queues.map((queue) => expect.closeTo((60 - queue / 10) / 60)),
    );
    expect(summary.whole?.staffed).toMatchObject({ max: 200, maxAt: at(20) });
  });

  test('counts the time of two samplers once', () => {
    const parts: Part[] = [{ id: 1001, queues: [1], states: [[at(0), 'available']] }];
    const [one, other] = [0, 0.25].map((minutes) => sampleFloor(parts, { from: at(minutes), to: at(60) }));
    const summary = summariseSamples([...(one ?? []), ...(other ?? [])], summaryRequest(HOUR));
    expect(summary.coverage.seconds).toBe(3_600);
    expect(summary.whole?.agentHours).toBe(1);
  });
});

describe('A day on which clocks change', () => {
  test.for([
    ['goes on', '2026-03-29', 23],
    ['goes back', '2026-10-25', 25],
  ] as const)('that %s has its hours, no more and no fewer', ([, date, hours]) => {
    const zone = 'Europe/Madrid';
    const interval = localDay(date, zone);
    const parts: Part[] = [{ id: 1001, queues: [1], states: [[interval.from, 'available']] }];
    const samples = sampleFloor(parts, { from: interval.from, to: interval.to, stepSeconds: 300 });
    const localRequest = summaryRequest(interval, { hours: localHours(interval, zone) });
    const summary = summariseSamples(samples, localRequest);
    expect(summary.whole?.agentHours).toBe(hours);
    expect(summary.coverage.share).toBe(1);
    expect(summary.hours.map(({ coveredSeconds }) => coveredSeconds)).toEqual(Array(hours).fill(3_600));
    expect(summary.hours.filter(({ hour }) => hour === 2)).toHaveLength(hours - 23);
  });
});
