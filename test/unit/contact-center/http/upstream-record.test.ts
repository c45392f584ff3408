import { describe, expect, test } from 'vitest';
import {
  createUpstreamRecord,
  type HealthVerdict,
} from '../../../../src/contact-center/http/upstream-record.ts';
import { type ErrorCode, FloorwalkerError } from '../../../../src/errors.ts';
import { createManualClock, NINE } from '../../../support/clocks/manual-clock.ts';
import { createRecordingLogger } from '../../../support/peers/recording-logger.ts';

function open() {
  const clock = createManualClock();
  const logger = createRecordingLogger();
  const record = createUpstreamRecord({ name: 'CC-CMS', clock, logger });
  return {
    clock,
    record,
    /** The logged codes in order, and `over`. */
    log: () => logger.lines.map(({ level, fields }) => (level === 'info' ? 'over' : codeIn(fields))),
    lines: logger.lines,
    answers: (endpoint: string, verdict?: HealthVerdict) =>
      record.outcome(
        endpoint,
        async () => {
          record.replyRead();
          return { kind: 'value', value: 1, takenAt: NINE };
        },
        verdict,
      ),
    async fails(endpoint: string, code: ErrorCode, cause?: Error) {
      const failure = new FloorwalkerError(code, { detail: `about ${endpoint}`, cause });
      await expect(record.outcome(endpoint, () => Promise.reject(failure))).rejects.toBe(failure);
    },
  };
}

function codeIn(fields: object): unknown {
  return 'code' in fields ? fields.code : undefined;
}

describe('the record of an upstream', () => {
  test('has nothing against it before anybody asked', () => {
    expect(open().record.health()).toEqual({ lastReplyAt: null, failure: null });
  });

  test('tells of the last failure, and when it last answered', async () => {
    const it = open();
    await it.answers('a');
    it.clock.advance(1_000);
    await it.fails('a', 'upstream-garbled');
    const failure = { code: 'upstream-garbled', at: NINE + 1_000 };
    expect(it.record.health()).toEqual({ lastReplyAt: NINE, failure });
    it.clock.advance(1_000);
    await it.answers('a');
    expect(it.record.health()).toEqual({ lastReplyAt: NINE + 2_000, failure: null });
  });

  test('names what came before the pause, not the pause', async () => {
    const it = open();
    await it.fails('a', 'upstream-garbled');
    await it.fails('a', 'upstream-paused');
    expect(it.record.health().failure).toMatchObject({ code: 'upstream-garbled' });
  });

  test('writes one line for each way to fail, with all that an operator needs, and one when it is over', async () => {
    const it = open();
    await it.fails('a', 'upstream-unauthorized');
    await it.fails('a', 'upstream-unauthorized');
    await it.fails('b', 'upstream-unauthorized');
    await it.fails('a', 'upstream-timeout');
    await it.answers('b');
    await it.answers('a');
    await it.answers('a');
    expect(it.log()).toEqual(['upstream-unauthorized', 'upstream-timeout', 'over']);
    expect(it.lines[0]).toMatchObject({
      level: 'warn',
      fields: { upstream: 'CC-CMS', endpoint: 'a', code: 'upstream-unauthorized', detail: 'about a' },
    });
    expect(JSON.stringify(it.lines[0])).toContain('CMS_ACCESS_KEY');
  });

  test('is of a part where other interfaces have answered since, and no line follows another', async () => {
    const it = open();
    for (let round = 0; round < 5; round += 1) {
      await it.fails('a', 'upstream-failed');
      it.clock.advance(1_000);
      await it.answers('b');
    }
    expect(it.record.health().failure).toMatchObject({ code: 'upstream-failed', inPart: true });
    expect(it.log()).toEqual(['upstream-failed']);
  });

  test('is of the whole where the last to fail has not been followed by an answer', async () => {
    const it = open();
    await it.fails('a', 'upstream-failed');
    it.clock.advance(1);
    // This request was in flight when the failure began.
    await it.answers('b');
    it.clock.advance(1);
    await it.fails('b', 'upstream-failed');
    expect(it.record.health().failure).toEqual({ code: 'upstream-failed', at: NINE + 2 });
  });

  test('takes what one has recovered from as over for those that failed alike', async () => {
    const it = open();
    await it.fails('a', 'upstream-rejected');
    await it.fails('b', 'upstream-rejected');
    await it.answers('b');
    expect(it.record.health().failure).toBeNull();
  });

  test.for(['upstream-unreachable', 'upstream-tls', 'upstream-unauthorized'] as const)(
    'takes %s as over whichever interface answers',
    async (code) => {
      const it = open();
      await it.fails('a', code);
      await it.answers('b');
      expect(it.record.health().failure).toBeNull();
    },
  );

  test('forgets in ten minutes what nobody asks for any more, and only while the rest answers', async () => {
    const it = open();
    await it.fails('a', 'upstream-timeout');
    it.clock.advance(601_000);
    expect(it.record.health().failure).toMatchObject({ code: 'upstream-timeout' });
    await it.answers('b');
    expect(it.record.health().failure).toBeNull();
    expect(it.log()).toEqual(['upstream-timeout', 'over']);
  });

  test.for([
    'upstream-queue-full',
    'upstream-paused',
    'gateway-signed-out',
    'gateway-agent-in-use',
    'gateway-sign-in-refused',
  ] as const)('holds nothing against the upstream that is %s', async (code) => {
    const it = open();
    await it.fails('a', code);
    expect(it.record.health()).toEqual({ lastReplyAt: null, failure: null });
    expect(it.lines).toEqual([]);
  });

  test('holds nothing against the upstream that we called off ourselves', async () => {
    const it = open();
    await it.fails('a', 'upstream-timeout', new DOMException('called off', 'AbortError'));
    expect(it.record.health().failure).toBeNull();
  });

  test('goes by the verdict of whoever knows what an answer means', async () => {
    const it = open();
    await it.answers('a', () => new FloorwalkerError('upstream-rejected'));
    expect(it.record.health().failure).toMatchObject({ code: 'upstream-rejected' });
    expect(it.record.health().lastReplyAt).toBeNull();
  });

  test('passes what is no failure of the table, and writes nothing down', async () => {
    const it = open();
    const broken = it.record.outcome('a', () => Promise.reject(new TypeError('a bug')));
    await expect(broken).rejects.toThrow('a bug');
    expect(it.lines).toEqual([]);
  });
});
