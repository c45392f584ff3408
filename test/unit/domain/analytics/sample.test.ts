import { describe, expect, test } from 'vitest';
import { RECORDED_STATES, stateIndex } from '../../../../src/domain/analytics/recorded-state.ts';
import { type Observation, sampleOf } from '../../../../src/domain/analytics/sample.ts';
import { floorAt, type Part } from '../../../support/floors/played-floor.ts';

const T = Date.UTC(2026, 10, 19, 9, 0, 0);
const STEP_MS = 45_000;
const [idle, talking, busy] = [stateIndex('available'), stateIndex('on-call'), stateIndex('not-ready')];

function seen(parts: readonly Part[], at: number): Observation {
  return { snapshot: floorAt(parts, at), takenAt: at };
}

function counts(byState: Partial<Record<(typeof RECORDED_STATES)[number], number>>): number[] {
  return RECORDED_STATES.map((state) => byState[state] ?? 0);
}

describe('A sample', () => {
  test('counts agents by queues and state, without their identity', () => {
    const parts: Part[] = [
      { id: 1001, queues: [1], states: [[T - 5_000, 'available']] },
      { id: 1002, queues: [1, 2], states: [[T - 5_000, 'on-call']] },
      { id: 1003, queues: [1, 2], states: [[T - 5_000, 'other(12)']] },
      { id: 1004, queues: [], states: [[T - 5_000, 'not-ready']] },
    ];
    const sample = sampleOf(seen(parts, T), null, STEP_MS);
    expect(sample.groups).toEqual([
      { queues: [1], counts: counts({ available: 1 }), changes: [] },
      { queues: [1, 2], counts: counts({ 'on-call': 1, other: 1 }), changes: [] },
      { queues: [], counts: counts({ 'not-ready': 1 }), changes: [] },
    ]);
    expect(JSON.stringify(sample)).not.toMatch(/100\d/);
  });

  test('has the start of a state to the second', () => {
    const parts: Part[] = [
      {
        id: 1001,
        queues: [1],
        states: [
          [T - 90_000, 'available'],
          [T + 11_000, 'on-call'],
        ],
      },
    ];
    const sample = sampleOf(seen(parts, T + 30_000), seen(parts, T), STEP_MS);
    expect(sample.since).toBe(T);
    expect(sample.groups[0]?.changes).toEqual([{ secondsBefore: 19, from: idle, to: talking }]);
  });

  test('covers no time before it if the previous snapshot is missing or too old', () => {
    const parts: Part[] = [
      {
        id: 1001,
        queues: [1],
        states: [
          [T, 'available'],
          [T + 50_000, 'not-ready'],
        ],
      },
    ];
    expect(sampleOf(seen(parts, T), null, STEP_MS).since).toBe(T);
    const afterGap = sampleOf(seen(parts, T + 60_000), seen(parts, T), STEP_MS);
    expect(afterGap.since).toBe(T + 60_000);
    expect(afterGap.groups[0]?.changes).toEqual([]);
  });

  test('starts again after the clock was set back', () => {
    const parts: Part[] = [{ id: 1001, queues: [1], states: [[T - 90_000, 'available']] }];
    const sample = sampleOf(seen(parts, T - 30_000), seen(parts, T), STEP_MS);
    expect(sample.since).toBe(sample.takenAt);
  });

  test.for<[string, Part['states'], Part['states'], unknown[]]>([
    ['signs in', [], [[T + 20_000, 'available']], [{ secondsBefore: 10, from: null, to: idle }]],
    [
      'signs out',
      [[T, 'available']],
      [[T + 20_000, 'signed-out']],
      [{ secondsBefore: 0, from: idle, to: null }],
    ],
    ['is new to every queue', [], [[T - 600_000, 'available']], [{ secondsBefore: 0, from: null, to: idle }]],
    [
      'was in the state already',
      [[T - 5_000, 'available']],
      [[T - 9_000, 'not-ready']],
      [{ secondsBefore: 30, from: idle, to: busy }],
    ],
    ['stays', [[T - 5_000, 'available']], [[T - 5_000, 'available']], []],
  ])('includes an agent who %s', ([, before, now, changes]) => {
    const sample = sampleOf(
      seen([{ id: 1001, queues: [1], states: now }], T + 30_000),
      seen([{ id: 1001, queues: [1], states: before }], T),
      STEP_MS,
    );
    expect(sample.groups.flatMap((group) => group.changes)).toEqual(changes);
  });

  test('moves an agent between queues when first seen, so that no agent counts twice', () => {
    const states: Part['states'] = [
      [T - 60_000, 'available'],
      [T + 10_000, 'not-ready'],
    ];
    const sample = sampleOf(
      seen([{ id: 1001, queues: [1, 2], states }], T + 30_000),
      seen([{ id: 1001, queues: [1], states }], T),
      STEP_MS,
    );
    expect(sample.groups).toEqual([
      {
        queues: [1, 2],
        counts: counts({ 'not-ready': 1 }),
        changes: [{ secondsBefore: 0, from: null, to: busy }],
      },
      {
        queues: [1],
        counts: counts({}),
        changes: [
          { secondsBefore: 20, from: idle, to: busy },
          { secondsBefore: 0, from: busy, to: null },
        ],
      },
    ]);
  });

  test('dates a change without a time at the instant of the snapshot', () => {
    const before = seen([{ id: 1001, queues: [1], states: [[T, 'available']] }], T);
    const now = seen([{ id: 1001, queues: [1], states: [[T, 'not-ready']] }], T + 30_000);
    const agents = new Map(
      [...now.snapshot.agents].map(([id, agent]) => [id, { ...agent, secondsInState: null }]),
    );
    const sample = sampleOf({ ...now, snapshot: { ...now.snapshot, agents } }, before, STEP_MS);
    expect(sample.groups[0]?.changes).toEqual([{ secondsBefore: 0, from: idle, to: busy }]);
  });
});
