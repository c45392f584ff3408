import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { TIMES_PER_DAY_MAX } from '../../../../src/domain/calendar/schedule.ts';
import { WEEKDAYS } from '../../../../src/domain/calendar/weekday.ts';
import { LISTED_STATES } from '../../../../src/domain/commands/state-verbs.ts';
import { QUEUES_MAX } from '../../../../src/domain/commands/wanted-queues.ts';
import { AGENT_QUERY } from '../../../../src/slack/questions/agent-query.ts';
import {
  type ButtonValue,
  CENTRE_ALONE,
  readValue,
  valueOf,
  writeValue,
} from '../../../../src/slack/questions/button-value.ts';
import { confirmedShare } from '../../../../src/slack/questions/confirmed-share.ts';
import { FLOOR_QUESTION } from '../../../../src/slack/questions/floor-question.ts';
import { REPORT } from '../../../../src/slack/questions/report-value.ts';
import {
  CHANNEL_CONFIRMATION,
  FORM_SUBSCRIPTION,
  SUBSCRIPTION,
} from '../../../../src/slack/questions/subscription-value.ts';
import { agentId } from '../../../support/floors/agent-cards.ts';
import { LIMITS } from '../../../support/pages/block-violations.ts';
import { checkProperty } from '../../../support/properties/check-property.ts';

/** The longest key that a centre can have. */
const CENTRE = '65535-65535';
const queue = fc.integer({ min: 0, max: 99_999 });
const queues = fc.uniqueArray(queue, { maxLength: QUEUES_MAX });
const zone = fc.constantFrom('UTC', 'America/Argentina/ComodRivadavia', 'Asia/Kathmandu');
const readers = fc.array(fc.constantFrom('T0ACME', 'E0GROUP', 'unnamed', 'unknown'), { maxLength: 20 });
const number = fc.integer({ min: 1, max: 2_147_483_647 });
const time = fc
  .tuple(fc.integer({ min: 10, max: 23 }), fc.integer({ min: 10, max: 59 }))
  .map((parts) => parts.join(':'));

const report = fc.record({
  date: fc.constantFrom('2026-11-20', '2028-02-29'),
  zone,
  until: fc.option(fc.integer({ min: 0, max: 9_999_999_999 }).map((seconds) => seconds * 1000)),
  queues,
});
const lookUp = fc.record({
  agentId: fc.integer({ min: 101, max: 999_999 }).map(agentId),
  view: fc.constantFrom('card' as const, 'calls' as const),
});
const floorQuestion = fc.oneof(
  fc.constant({ kind: 'floor' as const }),
  fc.record({ kind: fc.constant('queues' as const), page: fc.nat() }),
  fc.record({ kind: fc.constant('queue' as const), id: queue, view: fc.constantFrom('status', 'agents') }),
);
const stateQuestion = fc.record({
  kind: fc.constant('agents-in-state' as const),
  state: fc.constantFrom(...LISTED_STATES),
  limitMinutes: fc.option(fc.integer({ min: 1, max: 1440 })),
  queues,
});
const place = fc.record({
  number: fc.option(number),
  channelId: fc.constantFrom('C0OPS', 'G0SECRET'),
  queues,
  schedule: fc.record({
    times: fc.uniqueArray(time, { minLength: 1, maxLength: TIMES_PER_DAY_MAX }),
    days: fc.subarray([...WEEKDAYS], { minLength: 1 }),
    zone,
  }),
  confirmedReaders: readers,
});
const share = confirmedShare(FLOOR_QUESTION);

/** Writes a value and reads it again. */
function returned<T>(schema: ButtonValue<T>, value: T, max: number) {
  const text = writeValue(schema, CENTRE, value);
  expect(text.startsWith(CENTRE)).toBe(true);
  expect(text.length).toBeLessThanOrEqual(max);
  expect(readValue(schema, text)).toEqual({ centre: CENTRE, value });
}

describe('the value of a button', () => {
  test.each([
    ['about an agent', AGENT_QUERY, lookUp, LIMITS.optionValue],
    ['about the floor', FLOOR_QUESTION, floorQuestion, LIMITS.optionValue],
    ['about the agents in a state', FLOOR_QUESTION, stateQuestion, LIMITS.buttonValue],
    ['about a report', REPORT, report, LIMITS.buttonValue],
    [
      'about a report of one queue',
      REPORT,
      report.map((asked) => ({ ...asked, queues: [99_999] })),
      LIMITS.optionValue,
    ],
    ['about a subscription', SUBSCRIPTION, number, LIMITS.buttonValue],
    ['in the form of a subscription', FORM_SUBSCRIPTION, fc.option(number), LIMITS.buttonValue],
    ['about a channel to confirm', CHANNEL_CONFIRMATION, place, LIMITS.buttonValue],
    [
      'about an answer to share',
      share,
      fc.tuple(readers, fc.oneof(floorQuestion, stateQuestion)),
      LIMITS.buttonValue,
    ],
    ['about the centre alone', CENTRE_ALONE, fc.constant([]), LIMITS.optionValue],
  ] as [string, z.ZodType<unknown, string[]>, fc.Arbitrary<unknown>, number][])(
    '%s begins with the centre, comes back unchanged, and is short enough for Slack',
    async (_, schema, values, max) => {
      await checkProperty(fc.property(values, (value) => returned(schema, value, max)));
    },
  );

  test('about a report ends at the last whole second before its instant', () => {
    const asked = { date: '2026-11-20', zone: 'UTC', queues: [], until: 1_795_197_600_999 };
    expect(readValue(REPORT, writeValue(REPORT, CENTRE, asked))?.value.until).toBe(1_795_197_600_000);
  });

  test.each([
    [
      AGENT_QUERY,
      [
        '',
        '1-170',
        '1-170 100 card',
        '1-170 1099',
        '1-170 1099 everything',
        '1-170 1e3 card',
        '1-170 1099 card more',
        '{"agentId":1099,"view":"card"}',
      ],
    ],
    [
      FLOOR_QUESTION,
      [
        '1-170',
        '1-170 everything',
        '1-170 queues -1',
        '1-170 queue 3',
        '1-170 queue 3 __proto__',
        '1-170 floor more',
        '1-170 state on-call - -',
        '1-170 state on-break soon -',
      ],
    ],
    [
      REPORT,
      [
        '1-170 2026-02-30 - UTC -',
        '1-170 2026-11-20 now UTC -',
        '1-170 2026-11-20 - Middle/Earth -',
        '1-170 2026-11-20 - +05:30 -',
        '1-170 2026-11-20 - UTC 1;2',
        '1-170 2026-11-20 - UTC 1,',
        '1-170 2026-11-20 - UTC',
      ],
    ],
    [SUBSCRIPTION, ['1-170 0', '1-170 -1', '1-170 1e3', '1-170 new', '1-170', '1-170 -', '1-170 2147483648']],
    [
      CHANNEL_CONFIRMATION,
      [
        '1-170 - C0OPS - - mon UTC -',
        '1-170 - C0OPS - 18:00 - UTC -',
        '1-170 - U0ADA - 18:00 mon UTC -',
        '1-170 - C0OPS - 25:00 mon UTC -',
      ],
    ],
    [share, ['1-170 -', '1-170 floor', '1-170 T0ACME,U 0 floor']],
  ] as [z.ZodType<unknown, string[]>, string[]][])('that nobody of us wrote is none', (schema, texts) => {
    expect(texts.filter((text) => readValue(schema, text) !== undefined)).toEqual([]);
  });

  test('is read from a button and from a menu', () => {
    expect(valueOf({ type: 'button', value: '1-170 floor' })).toBe('1-170 floor');
    expect(valueOf({ type: 'overflow', selected_option: { value: '1-170 floor' } })).toBe('1-170 floor');
  });

  test('is read or ignored, whatever arrives', async () => {
    await checkProperty(
      fc.property(fc.anything(), fc.string(), (action, text) => {
        const read = [valueOf(action), text].map((value) => readValue(AGENT_QUERY, value));
        expect(read.every((each) => each === undefined || each.value.agentId >= 101)).toBe(true);
      }),
    );
  });
});
