import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addFigures, figuresIn, type Period } from '../../../../src/domain/analytics/figures.ts';
import { queuesIn } from '../../../../src/domain/analytics/measure.ts';
import { RECORDED_STATES, stateIndex } from '../../../../src/domain/analytics/recorded-state.ts';
import { FLOOR, includes, queueScope, type Scope, scopeOf } from '../../../../src/domain/analytics/scope.ts';
import { type Interval, totalSeconds } from '../../../../src/domain/calendar/interval.ts';
import type { AgentState } from '../../../../src/domain/floor/agent-state.ts';
import { SIGNED_IN_STATES } from '../../../support/floors/agent-cards.ts';
import { measure } from '../../../support/floors/measured.ts';
import { type Part, sampleFloor } from '../../../support/floors/played-floor.ts';
import { checkProperty } from '../../../support/properties/check-property.ts';

const NINE = Date.UTC(2026, 10, 19, 9, 0, 0);
const LENGTH_SECONDS = 600;
const WHOLE: Interval = { from: NINE, to: NINE + LENGTH_SECONDS * 1000 };
const SCOPES: readonly Scope[] = [FLOOR, queueScope(1), queueScope(2), queueScope(3), scopeOf([1, 3])];

const STATES: AgentState[] = [...SIGNED_IN_STATES, 'other(77)'];

/** Agents who stay in each state for longer than a step, so that samples show every change, and who never sign out. */
const parts: fc.Arbitrary<Part[]> = fc
  .array(
    fc.record({
      queues: fc.subarray([1, 2, 3]),
      stays: fc.array(
        fc.record({ seconds: fc.integer({ min: 31, max: 300 }), state: fc.constantFrom(...STATES) }),
        { minLength: 1, maxLength: 12 },
      ),
    }),
    { maxLength: 6 },
  )
  .map((agents) =>
    agents.map(({ queues, stays }, index) => {
      let from = NINE - 40_000;
      const states = stays.map(({ seconds, state }) => {
        const entry = [from, state] as const;
        from += seconds * 1000;
        return entry;
      });
      return { id: 1001 + index, queues, states };
    }),
  );

const missing = fc.uniqueArray(fc.integer({ min: 0, max: LENGTH_SECONDS / 30 }), { maxLength: 8 });
const instant = fc.integer({ min: 0, max: LENGTH_SECONDS * 1000 }).map((ms) => NINE + ms);

function play(agents: readonly Part[], lost: readonly number[] = []) {
  const without = (at: number) => lost.includes((at - NINE) / 30_000);
  return sampleFloor(agents, { ...WHOLE, without });
}

function isWithin(queues: readonly number[], scope: Scope): boolean {
  return scope.queues === null || queues.every((queue) => scope.queues?.includes(queue));
}

/** Counts the states second by second: slow, but simple enough to be correct. */
function lookedAt(agents: readonly Part[], scope: Scope) {
  const stateSeconds = RECORDED_STATES.map(() => 0);
  let allBusy = 0;
  let highestStaffed = 0;
  let lowestStaffed = Number.POSITIVE_INFINITY;
  let shared = 0;
  let spare = 0;
  for (let at = WHOLE.from; at < WHOLE.to; at += 1000) {
    const members = agents
      .filter(({ queues }) => includes(scope, queues))
      .map(({ queues, states }) => {
        const state = stateIndex(states.findLast(([from]) => from <= at)?.[1] ?? 'signed-out') ?? -1;
        return { queues, state };
      });
    const states = members.map(({ state }) => state);
    for (const state of states) stateSeconds[state] = (stateSeconds[state] ?? 0) + 1;
    const staffed = states.filter((state) => state < 4).length;
    highestStaffed = Math.max(highestStaffed, staffed);
    lowestStaffed = Math.min(lowestStaffed, staffed);
    shared += members.filter(({ queues, state }) => state < 4 && queues.length > 1).length;
    spare += members.filter(({ queues, state }) => state === 0 && isWithin(queues, scope)).length;
    if (staffed > 0 && !states.includes(0)) allBusy += 1;
  }
  return { stateSeconds, allBusy, highestStaffed, lowestStaffed, shared, spare };
}

function rounded(period: Period, scope: Scope) {
  const figures = figuresIn(period, scope);
  if (figures === null) return null;
  const { allBusy, unstaffed, stateSeconds, sharedSeconds, spareSeconds, ...extremes } = figures;
  const sums = [...stateSeconds, sharedSeconds, spareSeconds, totalSeconds(allBusy), totalSeconds(unstaffed)];
  return { ...extremes, allBusy, unstaffed, sums: sums.map((sum) => Number(sum.toFixed(6))) };
}

describe('Measuring samples', () => {
  test('is exact to the second, for the floor, each queue and any set of queues', async () => {
    await checkProperty(
      fc.property(parts, (agents) => {
        const period = measure(play(agents), WHOLE, SCOPES);
        for (const scope of SCOPES) {
          const figures = figuresIn(period, scope);
          const { stateSeconds, allBusy, highestStaffed, lowestStaffed, shared, spare } = lookedAt(
            agents,
            scope,
          );
          expect(figures?.stateSeconds).toEqual(stateSeconds);
          expect(figures?.sharedSeconds).toBe(shared);
          expect(figures?.spareSeconds).toBe(spare);
          expect(figures?.staffed.min).toBe(lowestStaffed);
          expect(totalSeconds(figures?.allBusy ?? [])).toBe(allBusy);
          expect(figures?.staffed.max).toBe(highestStaffed);
        }
      }),
    );
  });

  test('adds up to the covered time of all signed-in agents, and covers no more than the interval', async () => {
    await checkProperty(
      fc.property(parts, missing, instant, instant, (agents, lost, one, other) => {
        const interval = { from: Math.min(one, other), to: Math.max(one, other) };
        const period = measure(play(agents, lost), interval, SCOPES);
        const covered = totalSeconds(period.covered);
        expect(covered).toBeGreaterThanOrEqual(0);
        expect(covered).toBeLessThanOrEqual((interval.to - interval.from) / 1000 + 1e-9);
        const inStates = figuresIn(period, FLOOR)?.stateSeconds.reduce((sum, seconds) => sum + seconds) ?? 0;
        expect(inStates).toBeCloseTo(covered * agents.length, 6);
      }),
    );
  });

  test('of two parts adds up to the measure of the whole, wherever it is split', async () => {
    await checkProperty(
      fc.property(parts, missing, instant, (agents, lost, split) => {
        const samples = play(agents, lost);
        const whole = measure(samples, WHOLE, SCOPES);
        const first = measure(samples, { from: WHOLE.from, to: split }, SCOPES);
        const second = measure(samples, { from: split, to: WHOLE.to }, SCOPES);
        for (const scope of SCOPES) {
          const both = [first, second].flatMap((part) => figuresIn(part, scope) ?? []);
          const added = addFigures(both);
          const period = { ...whole, scopes: new Map(added === null ? [] : [[scope.key, added]]) };
          expect(rounded(period, scope)).toEqual(rounded(whole, scope));
        }
        expect(totalSeconds([...first.covered, ...second.covered])).toBeCloseTo(
          totalSeconds(whole.covered),
          6,
        );
      }),
    );
  });

  test('does not depend on the order of the samples', async () => {
    await checkProperty(
      fc.property(parts, fc.integer(), (agents, seed) => {
        const samples = play(agents);
        const shuffled = samples.toSorted((a, b) => ((a.takenAt ^ seed) % 97) - ((b.takenAt ^ seed) % 97));
        expect(measure(shuffled, WHOLE, SCOPES)).toEqual(measure(samples, WHOLE, SCOPES));
      }),
    );
  });

  test('has the queues that occurred', () => {
    const agents: Part[] = [{ id: 1001, queues: [3, 40], states: [[NINE, 'available']] }];
    expect(queuesIn(play(agents))).toEqual([3, 40]);
  });
});
