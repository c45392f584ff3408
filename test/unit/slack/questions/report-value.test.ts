import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../../../src/slack/block-kit/limits.ts';
import { readNumber, readReport, writeReport } from '../../../../src/slack/questions/report-value.ts';
import { checkProperty } from '../../../support/properties.ts';

const question = fc.record({
  date: fc.constantFrom('2026-11-20', '2028-02-29'),
  zone: fc.constantFrom('UTC', 'America/Argentina/ComodRivadavia', 'Asia/Kathmandu'),
  until: fc.option(fc.integer({ min: 0, max: 99_999_999_999 }).map((seconds) => seconds * 1000)),
  queues: fc.uniqueArray(fc.integer({ min: 0, max: 99_999 }), { maxLength: 100 }),
});

describe('what a summary’s button carries', () => {
  test('is the same question when it comes back, and short enough for Slack', async () => {
    await checkProperty(
      fc.property(question, (asked) => {
        const value = writeReport(asked);
        expect(readReport({ value })).toEqual(asked);
        expect(value.length).toBeLessThanOrEqual(LIMITS.buttonValue);
        const one = writeReport({ ...asked, queues: asked.queues.slice(0, 1) });
        expect(one.length).toBeLessThanOrEqual(LIMITS.optionValue);
      }),
    );
  });

  test('ends at the last whole second before its instant, never after it', () => {
    const asked = { date: '2026-11-20', zone: 'UTC', queues: [], until: 1_795_197_600_999 };
    expect(readReport({ value: writeReport(asked) })?.until).toBe(1_795_197_600_000);
  });

  test.for([
    '',
    '2026-02-30 - UTC',
    '2026-11-20 now UTC',
    '2026-11-20 - Middle/Earth',
    '2026-11-20 - +05:30',
    '2026-11-20 - UTC 1;2',
    '2026-11-20 - UTC 1,',
    '{"agentId":1099}',
  ])('that nobody of us wrote is none: %s', (value) => {
    expect(readReport({ value })).toBeUndefined();
  });

  test('of a subscription is its number', () => {
    expect(readNumber({ value: '12' })).toBe(12);
    for (const value of ['0', '-1', '1e3', 'new', '']) expect(readNumber({ value })).toBeUndefined();
  });
});
