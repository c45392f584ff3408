import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withoutEmptyQueues } from '../../../src/domain/analytics/figures.ts';
import { RECORDED_STATES } from '../../../src/domain/analytics/recorded-state.ts';
import type { Sample } from '../../../src/domain/analytics/sample.ts';
import { FLOOR, queueScope, scopeOf } from '../../../src/domain/analytics/scope.ts';
import { QUARTER_MS } from '../../../src/domain/calendar/local-day.ts';
import { packQuarter, unpackQuarter } from '../../../src/history/quarter-codec.ts';
import { packSample, unpackSample } from '../../../src/history/sample-codec.ts';
import { measure } from '../../support/floors/measured.ts';
import { checkProperty } from '../../support/properties/check-property.ts';

const NINE = Date.UTC(2026, 10, 19, 9, 0, 0);

const queues = fc
  .uniqueArray(fc.integer({ min: 1, max: 5_000 }), { maxLength: 50 })
  .map((ids) => ids.toSorted((left, right) => left - right));
const state = fc.option(fc.integer({ min: 0, max: RECORDED_STATES.length - 1 }));
const sample: fc.Arbitrary<Sample> = fc.record({
  takenAt: fc.constant(NINE + 30_000),
  since: fc.constant(NINE),
  malformedRecords: fc.nat({ max: 10_000 }),
  groups: fc.array(
    fc.record({
      queues,
      counts: fc.array(fc.nat({ max: 10_000 }), {
        minLength: RECORDED_STATES.length,
        maxLength: RECORDED_STATES.length,
      }),
      changes: fc.array(fc.record({ secondsBefore: fc.nat({ max: 600 }), from: state, to: state })),
    }),
    { maxLength: 20 },
  ),
});

function failureOf(run: () => unknown): unknown {
  try {
    run();
    return null;
  } catch (error) {
    return error;
  }
}

describe('A packed sample', () => {
  test('is equal after unpacking', async () => {
    await checkProperty(
      fc.property(sample, (original) => {
        expect(unpackSample(packSample(original), original.takenAt, original.since)).toEqual(original);
      }),
    );
  });

  test('that is malformed is rejected, without an endless loop or a read beyond its end', async () => {
    await checkProperty(
      fc.property(sample, fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.nat(), (original, noise, at) => {
        const bytes = packSample(original);
        const damaged = bytes.slice(0, at % bytes.length);
        expect(() => unpackSample(damaged, NINE, NINE)).toThrow(RangeError);
        expect(failureOf(() => unpackSample(noise, NINE, NINE))).toSatisfy(
          (error) => error === null || error instanceof RangeError,
        );
      }),
    );
  });
});

describe('A packed quarter', () => {
  const quarter = { from: NINE, to: NINE + QUARTER_MS };
  const scopes = [FLOOR, queueScope(3), scopeOf([3, 7])];

  test('is equal after unpacking', async () => {
    const steps = fc.array(sample, { maxLength: 30 }).map((samples) =>
      samples.map(
        (each, index): Sample => ({
          ...each,
          since: NINE + index * 30_000,
          takenAt: NINE + (index + 1) * 30_000,
          groups: each.groups.map((group) => ({ ...group, changes: [] })),
        }),
      ),
    );
    await checkProperty(
      fc.property(steps, (samples) => {
        const period = withoutEmptyQueues(measure(samples, quarter, scopes));
        expect(unpackQuarter(packQuarter(period), NINE)).toEqual(period);
      }),
    );
  });

  test('of another version is rejected', () => {
    expect(() => unpackQuarter(new Uint8Array([2, 0, 0, 0, 0]), NINE)).toThrow('version 2');
  });
});
