import { afterEach, describe, expect, test, vi } from 'vitest';
import { createDispatcher } from '../../../../src/contact-center/http/dispatcher.ts';
import {
  createUpstreamClient,
  type UpstreamClient,
} from '../../../../src/contact-center/http/upstream-client.ts';
import type { Ask } from '../../../../src/domain/floor/reading.ts';
import { createManualClock, NINE } from '../../../support/clocks/manual-clock.ts';
import {
  type Answer,
  holding,
  inTurn,
  json,
  release,
  startLocalUpstream,
} from '../../../support/peers/local-upstream.ts';
import { createRecordingLogger } from '../../../support/peers/recording-logger.ts';

const QUESTION = { method: 'GET', path: '/x', headers: {} } as const;
const reset: Answer = (_request, response) => {
  response.socket?.resetAndDestroy();
};
const html: Answer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
};

async function open(answer: Answer, options: { pauseMs?: number } = {}) {
  const upstream = await startLocalUpstream(answer);
  const clock = createManualClock();
  const dispatcher = createDispatcher(upstream.origin, undefined);
  const client = createUpstreamClient({
    name: 'CC-CMS',
    dispatcher,
    clock,
    logger: createRecordingLogger(),
    ...options,
  });
  return {
    upstream,
    clock,
    client,
    async [Symbol.asyncDispose]() {
      await client.close();
      await upstream[Symbol.asyncDispose]();
    },
  };
}

function person(signal: AbortSignal = AbortSignal.timeout(15_000)): Ask {
  return { signal, urgency: 'person' };
}

function background(signal: AbortSignal = AbortSignal.timeout(15_000)): Ask {
  return { signal, urgency: 'background' };
}

/** Asks a question as the clients of both upstreams do, and awaits its result. */
function question(client: UpstreamClient, ask: Ask) {
  return client.outcome('x', async () => {
    await client.ask(QUESTION, ask);
    return { kind: 'value', value: 'x', takenAt: NINE };
  });
}

async function fail(client: UpstreamClient, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    await expect(question(client, background())).rejects.toMatchObject({ code: 'upstream-garbled' });
  }
}

describe('a second attempt', () => {
  test.concurrent.for([
    ['a reset', reset, 'upstream-reset'],
    ['HTTP 500', json({}, 500), 'upstream-failed'],
    ['HTTP 502', json({}, 502), 'upstream-failed'],
    ['HTTP 503', json({}, 503), 'upstream-failed'],
    ['HTTP 504', json({}, 504), 'upstream-failed'],
  ] as const)('is made once after %s', async ([, answer, code]) => {
    await using it = await open(answer);
    await expect(it.client.ask(QUESTION, person())).rejects.toMatchObject({ code });
    expect(it.upstream.requests).toHaveLength(2);
  });

  test.concurrent('suffices if the first connection was stale', async () => {
    await using it = await open(inTurn(reset, json({ retcode: '0' })));
    expect(await it.client.ask(QUESTION, person())).toMatchObject({ json: { retcode: '0' } });
  });

  test.concurrent.for([
    ['HTML', html, 'upstream-garbled'],
    ['HTTP 429', json({}, 429), 'upstream-busy'],
    ['HTTP 503 with Retry-After', json({}, 503, { 'retry-after': '2' }), 'upstream-busy'],
  ] as const)('is not made after %s', async ([, answer, code]) => {
    await using it = await open(answer);
    await expect(it.client.ask(QUESTION, person())).rejects.toMatchObject({ code });
    expect(it.upstream.requests).toHaveLength(1);
  });

  test.concurrent.for([401, 403, 404, 418])('is not made after HTTP %i, which is a reply', async (status) => {
    await using it = await open(json({}, status));
    expect(await it.client.ask(QUESTION, person())).toMatchObject({ status });
    expect(it.upstream.requests).toHaveLength(1);
  });

  test.concurrent('is not made for background work', async () => {
    await using it = await open(reset);
    await expect(it.client.ask(QUESTION, background())).rejects.toMatchObject({ code: 'upstream-reset' });
    expect(it.upstream.requests).toHaveLength(1);
  });

  test.concurrent('without time in the budget leaves the first failure', async () => {
    const budget = new AbortController();
    await using it = await open((request, response) => {
      response.once('close', () => budget.abort(new DOMException('too late', 'TimeoutError')));
      return reset(request, response);
    });
    const code = expect.stringMatching(/upstream-reset|upstream-timeout/);
    await expect(it.client.ask(QUESTION, person(budget.signal))).rejects.toMatchObject({ code });
    expect(it.upstream.requests).toHaveLength(1);
  });
});

describe('Retry-After', () => {
  test('delays all requests for its time, by a clock that never jumps', async () => {
    await using it = await open(inTurn(json({}, 429, { 'retry-after': '2' }), json({ retcode: '0' })));
    await expect(it.client.ask(QUESTION, person())).rejects.toMatchObject({ detail: 'HTTP 429' });
    it.clock.jump(3_600_000);
    it.clock.advance(1_999);
    const early = it.client.ask(QUESTION, person());
    await expect(early).rejects.toMatchObject({ code: 'upstream-busy', detail: 'inside Retry-After' });
    expect(it.upstream.requests).toHaveLength(1);
    it.clock.advance(1);
    expect(await it.client.ask(QUESTION, person())).toMatchObject({ status: 200 });
  });

  test('does not count as a failure that pauses the upstream', async () => {
    await using it = await open(json({}, 429, { 'retry-after': '0' }));
    for (let time = 0; time < 6; time += 1) {
      await expect(it.client.ask(QUESTION, person())).rejects.toMatchObject({ code: 'upstream-busy' });
    }
    expect(it.upstream.requests).toHaveLength(6);
  });

  test('that is invalid is two seconds, whatever a proxy adds', async () => {
    const confused = json({}, 503, { 'retry-after': ['5', 'never'] });
    await using it = await open(inTurn(confused, json({ retcode: '0' })));
    await expect(it.client.ask(QUESTION, person())).rejects.toMatchObject({ code: 'upstream-busy' });
    it.clock.advance(2_000);
    expect(await it.client.ask(QUESTION, person())).toMatchObject({ status: 200 });
  });
});

describe('an upstream that fails', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  test('five times in a row is paused, then tried by one question, then asked again by all', async () => {
    vi.useFakeTimers({ now: NINE, toFake: ['Date'] });
    await using it = await open(html);
    await fail(it.client, 5);
    const paused = {
      code: 'upstream-paused',
      detail: 'upstream-garbled',
      cause: { code: 'upstream-garbled' },
    };
    await expect(it.client.ask(QUESTION, person())).rejects.toMatchObject(paused);
    expect(it.upstream.requests).toHaveLength(5);

    vi.setSystemTime(NINE + 4_999);
    await expect(it.client.ask(QUESTION, person())).rejects.toMatchObject({ code: 'upstream-paused' });
    vi.setSystemTime(NINE + 5_000);
    const probe = holding();
    it.upstream.answer = probe.answer;
    const asked = Array.from({ length: 5 }, () => it.client.ask(QUESTION, person()));
    await expect.poll(() => probe.held.length).toBe(1);
    expect(it.upstream.requests).toHaveLength(6);
    it.upstream.answer = json({ retcode: '0' });
    release(probe.held);
    expect(await Promise.all(asked)).toHaveLength(5);
    expect(it.upstream.requests).toHaveLength(10);
  });

  test('again when it is tried is paused again', async () => {
    vi.useFakeTimers({ now: NINE, toFake: ['Date'] });
    await using it = await open(html);
    await fail(it.client, 5);
    vi.setSystemTime(NINE + 5_000);
    await fail(it.client, 1);
    await expect(it.client.ask(QUESTION, person())).rejects.toMatchObject({ code: 'upstream-paused' });
    expect(it.upstream.requests).toHaveLength(6);
  });

  test('four times and then answers is not paused', async () => {
    await using it = await open(html);
    await fail(it.client, 4);
    it.upstream.answer = json({});
    await it.client.ask(QUESTION, background());
    it.upstream.answer = html;
    await fail(it.client, 4);
    expect(it.upstream.requests).toHaveLength(9);
  });

  test('to answer in time five times is paused', async () => {
    const { answer } = holding();
    await using it = await open(answer);
    for (let time = 0; time < 5; time += 1) {
      await expect(it.client.ask(QUESTION, person(AbortSignal.timeout(5)))).rejects.toMatchObject({
        code: 'upstream-timeout',
      });
    }
    await expect(it.client.ask(QUESTION, person())).rejects.toMatchObject({ code: 'upstream-paused' });
  });

  test('only by our own aborts is not paused, and has not failed', async () => {
    const { answer, held } = holding();
    await using it = await open(answer);
    const caller = new AbortController();
    const asked = Array.from({ length: 8 }, () => question(it.client, person(caller.signal)));
    const ended = Promise.allSettled(asked);
    await expect.poll(() => held.length).toBe(8);
    caller.abort();
    await ended;
    expect(it.client.health()).toEqual({ lastReplyAt: null, failure: null });
    it.upstream.answer = json({ retcode: '0' });
    expect(await it.client.ask(QUESTION, person())).toMatchObject({ status: 200 });
  });
});

describe('turns', () => {
  test('are eight at a time, without sign-in and poll', async () => {
    const { answer, held } = holding();
    await using it = await open(answer);
    const asked = Array.from({ length: 12 }, () => it.client.ask(QUESTION, person()));
    await expect.poll(() => held.length).toBe(8);
    const poll = it.client.exchange({ ...QUESTION, path: '/poll' }, AbortSignal.timeout(15_000));
    await expect.poll(() => held.length).toBe(9);
    expect(it.upstream.requests.at(-1)?.path).toBe('/poll');
    it.upstream.answer = json({});
    release(held);
    await Promise.all([...asked, poll]);
    expect(it.upstream.requests).toHaveLength(13);
  });

  test('go to people before background work', async () => {
    const { answer, held } = holding();
    await using it = await open(answer);
    const asked = Array.from({ length: 8 }, () => it.client.ask(QUESTION, person()));
    asked.push(it.client.ask({ ...QUESTION, path: '/sample' }, background()));
    asked.push(it.client.ask({ ...QUESTION, path: '/person' }, person()));
    await expect.poll(() => held.length).toBe(8);
    release(held, 1);
    await expect.poll(() => held.length).toBe(8);
    expect(it.upstream.requests.at(-1)?.path).toBe('/person');
    it.upstream.answer = json({});
    release(held);
    await Promise.all(asked);
    expect(it.upstream.requests.at(-1)?.path).toBe('/sample');
  });

  test('are refused at once if two hundred wait already', async () => {
    const { answer } = holding();
    await using it = await open(answer);
    const caller = new AbortController();
    const asked = Array.from({ length: 208 }, () => it.client.ask(QUESTION, person(caller.signal)));
    const ended = Promise.allSettled(asked);
    await expect(it.client.ask(QUESTION, person())).rejects.toMatchObject({ code: 'upstream-queue-full' });
    caller.abort();
    await ended;
  });

  test('of callers that left are not used', async () => {
    const { answer, held } = holding();
    await using it = await open(answer);
    const others = Array.from({ length: 8 }, () => it.client.ask(QUESTION, person()));
    const impatient = new AbortController();
    const gone = it.client.ask({ ...QUESTION, path: '/gone' }, person(impatient.signal));
    await expect.poll(() => held.length).toBe(8);
    impatient.abort(new DOMException('too late', 'TimeoutError'));
    await expect(gone).rejects.toMatchObject({ code: 'upstream-timeout' });
    release(held);
    await Promise.all(others);
    expect(it.upstream.requests.map(({ path }) => path)).not.toContain('/gone');
  });
});

describe('health, of which upstream-record.test.ts has more,', () => {
  test('has the replies to sign-in and polls too, without treating them as the end of a failure', async () => {
    await using it = await open(html);
    await fail(it.client, 1);
    const { failure } = it.client.health();
    it.clock.advance(1_000);
    it.upstream.answer = json({});
    await it.client.exchange(QUESTION, AbortSignal.timeout(15_000));
    expect(it.client.health()).toEqual({ lastReplyAt: NINE + 1_000, failure });
  });
});
