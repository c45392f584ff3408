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
  test('has no failure before the first request', () => {
    expect(open().record.health()).toEqual({ lastReplyAt: null, failure: null });
  });

  test('has the last failure, and the time of the last answer', async () => {
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

  test('names the failure before the pause, not the pause', async () => {
    const it = open();
    await it.fails('a', 'upstream-garbled');
    await it.fails('a', 'upstream-paused');
    expect(it.record.health().failure).toMatchObject({ code: 'upstream-garbled' });
  });

  test('logs one line for each kind of failure, with the details for an operator, and one at its end', async () => {
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

  test('reports a partial failure if other interfaces have answered since, without further lines', async () => {
    const it = open();
    for (let round = 0; round < 5; round += 1) {
      await it.fails('a', 'upstream-failed');
      it.clock.advance(1_000);
      await it.answers('b');
    }
    expect(it.record.health().failure).toMatchObject({ code: 'upstream-failed', inPart: true });
    expect(it.log()).toEqual(['upstream-failed']);
  });

  test('reports a total failure if no answer has followed the last failure', async () => {
    const it = open();
    await it.fails('a', 'upstream-failed');
    it.clock.advance(1);
    // This request was in flight when the failure began.
    await it.answers('b');
    it.clock.advance(1);
    await it.fails('b', 'upstream-failed');
    expect(it.record.health().failure).toEqual({ code: 'upstream-failed', at: NINE + 2 });
  });

  test('ends a failure for all interfaces that failed alike when one recovers', async () => {
    const it = open();
    await it.fails('a', 'upstream-rejected');
    await it.fails('b', 'upstream-rejected');
    await it.answers('b');
    expect(it.record.health().failure).toBeNull();
  });

  test.for(['upstream-unreachable', 'upstream-tls', 'upstream-unauthorized'] as const)(
    'ends %s with an answer of any interface',
    async (code) => {
      const it = open();
      await it.fails('a', code);
      await it.answers('b');
      expect(it.record.health().failure).toBeNull();
    },
  );

  test('forgets in ten minutes the failures of unused interfaces, and only while the others answer', async () => {
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

  test('does not count our own aborts against the upstream', async () => {
    const it = open();
    await it.fails('a', 'upstream-timeout', new DOMException('called off', 'AbortError'));
    expect(it.record.health().failure).toBeNull();
  });

  test('uses the verdict of the client that reads the answer', async () => {
    const it = open();
    await it.answers('a', () => new FloorwalkerError('upstream-rejected'));
    expect(it.record.health().failure).toMatchObject({ code: 'upstream-rejected' });
    expect(it.record.health().lastReplyAt).toBeNull();
  });

  test('passes other errors on without a log line', async () => {
    const it = open();
    const broken = it.record.outcome('a', () => Promise.reject(new TypeError('a bug')));
    await expect(broken).rejects.toThrow('a bug');
    expect(it.lines).toEqual([]);
  });
});
