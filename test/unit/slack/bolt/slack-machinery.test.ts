import { LogLevel, webApi } from '@slack/bolt';
import { describe, expect, test } from 'vitest';
import type { Clock } from '../../../../src/clock.ts';
import { createMakeDedupeCache, type SeenStore } from '../../../../src/slack/bolt/dedupe-cache.ts';
import { createInFlight } from '../../../../src/slack/bolt/in-flight.ts';
import { createBoltLogger } from '../../../../src/slack/web-api/bolt-logger.ts';
import { createClientOptions } from '../../../../src/slack/web-api/client-options.ts';
import { callSlack, slackError } from '../../../../src/slack/web-api/slack-errors.ts';
import { createSlackFetch, type Fetch } from '../../../../src/slack/web-api/slack-fetch.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { createRecordingLogger } from '../../../support/peers/recording-logger.ts';

const reached: Fetch = async () => new Response('ok');

describe('a request to Slack', () => {
  const real = createSlackFetch({ fetch: reached, apiUrl: 'https://slack.com/api/', timeoutMs: 1000 });
  const local = createSlackFetch({ fetch: reached, apiUrl: 'http://127.0.0.1:4000/api/', timeoutMs: 1000 });

  test.each([
    'https://slack.com/api/chat.postEphemeral',
    'https://hooks.slack.com/commands/T1/1/x',
    'https://hooks.slack.com/actions/T1/1/x',
  ])('can go to %s', async (url) => {
    expect(await (await real(url)).text()).toBe('ok');
  });

  test.each([
    'https://evil.example/x',
    'http://hooks.slack.com/commands/1',
    'https://hooks.slack.com.evil.example/commands/1',
    'https://hooks.slack.com:8443/commands/1',
    'https://slack.com/commands/1',
    'https://slack.com@evil.example/api/x',
    'http://169.254.169.254/latest',
    'file:///etc/passwd',
  ])('cannot go to %s', async (url) => {
    await expect(real(url)).rejects.toMatchObject({ code: 'slack-rejected' });
  });

  test('can go to the addresses of a configured emulator', async () => {
    expect(await (await local('http://127.0.0.1:4000/commands/1')).text()).toBe('ok');
    await expect(local('http://127.0.0.1:4001/commands/1')).rejects.toMatchObject({ code: 'slack-rejected' });
  });

  test('has a time limit, and follows no redirect', async () => {
    const seen: RequestInit[] = [];
    const silent: Fetch = async (_url, init) => {
      seen.push(init ?? {});
      init?.signal?.throwIfAborted();
      const ended = Promise.withResolvers<Response>();
      init?.signal?.addEventListener('abort', () => ended.reject(init.signal?.reason));
      return ended.promise;
    };
    const fetch = createSlackFetch({ fetch: silent, apiUrl: 'https://slack.com/api/', timeoutMs: 10 });
    await expect(fetch('https://hooks.slack.com/x')).rejects.toThrow(/timeout/i);
    const stop = new AbortController();
    stop.abort(new Error('stopped'));
    await expect(fetch('https://hooks.slack.com/x', { signal: stop.signal })).rejects.toThrow('stopped');
    expect(seen.map(({ redirect }) => redirect)).toEqual(['error', 'error']);
  });
});

const make = () => createClientOptions({ apiUrl: 'https://slack.com/api/', fetch: reached });

test('options for a client are new, bounded, and without headers', () => {
  expect(make()).not.toBe(make());
  expect(make().retryConfig).not.toBe(make().retryConfig);
  expect(make()).toMatchObject({ timeout: 10_000, retryConfig: { retries: 2 }, allowAbsoluteUrls: false });
  expect(make()).not.toHaveProperty('headers');
});

describe("Bolt's log", () => {
  test('has no payloads, tokens and addresses, but the event', () => {
    const logger = createRecordingLogger();
    const bolt = createBoltLogger(logger);
    bolt.debug('payload', { text: '1099' });
    bolt.warn('token xoxb-1-abc and xapp-1-def at https://hooks.slack.com/commands/x wss://w/link?ticket=1', {
      body: 'secret',
    });
    bolt.error(new Error('secret'));
    expect(logger.lines.map(({ level, message }) => [level, message])).toEqual([
      ['warn', 'token [hidden] and [hidden] at [hidden] [hidden]'],
      ['error', 'Error'],
    ]);
    bolt.setLevel(LogLevel.DEBUG);
    expect(bolt.getLevel()).toBe(LogLevel.DEBUG);
  });
});

describe('an error of Slack', () => {
  test('is reported with our own codes, and with Slack’s short code only', () => {
    const page = new webApi.WebAPIPlatformError({ ok: false, error: '<html>secret</html>' });
    expect(slackError(page)).toMatchObject({
      code: 'slack-rejected',
      detail: expect.not.stringContaining('secret'),
    });
    const refused = new webApi.WebAPIPlatformError({ ok: false, error: 'missing_scope' });
    expect(slackError(refused)).toMatchObject({ code: 'slack-rejected', detail: 'missing_scope' });
    const failed = new webApi.WebAPIHTTPError(503, 'x', {}, 'secret');
    expect(slackError(failed)).toMatchObject({ code: 'slack-unreachable', detail: 'HTTP 503' });
    expect(slackError(new webApi.WebAPIRequestError(new Error('secret'))).message).not.toContain('secret');
  });

  test('a reply of Slack is read up to 16 MB', async () => {
    const megabyte = new Uint8Array(1024 * 1024);
    const reply = (megabytes: number) =>
      createSlackFetch({
        fetch: async () => {
          const chunks = Array.from({ length: megabytes }, () => megabyte);
          return new Response(ReadableStream.from(chunks), { status: 200 });
        },
        apiUrl: 'https://slack.com/api/',
        timeoutMs: 10_000,
      })('https://slack.com/api/conversations.history');
    expect((await (await reply(16)).arrayBuffer()).byteLength).toBe(16 * 1024 * 1024);
    await expect((await reply(17)).arrayBuffer()).rejects.toMatchObject({ code: 'slack-unreachable' });
  });

  test('a long 429 is not waited for while a person waits', async () => {
    let calls = 0;
    const limited = () => {
      calls += 1;
      return Promise.reject(new webApi.WebAPIRateLimitedError(30));
    };
    await expect(callSlack(limited)).rejects.toMatchObject({
      code: 'slack-rejected',
      detail: 'rate limited for 30 s',
    });
    expect(calls).toBe(1);
  });
});

describe('a seen request', () => {
  const makeDedupeCache = (clock: Clock, claim: SeenStore['claim']) =>
    createMakeDedupeCache({
      clock,
      logger: createRecordingLogger(),
      store: { claim, release: async () => undefined },
    })('press', {
      lifetimeMs: 1000,
      max: 3,
    });

  test('is remembered for its time, up to a maximum number', async () => {
    const clock = createManualClock();
    const once = makeDedupeCache(clock, async () => true);
    expect([await once.isFirst('a'), await once.isFirst('a')]).toEqual([true, false]);
    clock.advance(999);
    expect(await once.isFirst('a')).toBe(false);
    clock.advance(2);
    expect(await once.isFirst('a')).toBe(true);
    for (const key of ['b', 'c', 'd']) await once.isFirst(key);
    expect([await once.isFirst('d'), await once.isFirst('a')]).toEqual([false, true]);
  });

  test('is looked up once in the database, if another process may have seen it', async () => {
    const asked: unknown[] = [];
    const once = makeDedupeCache(createManualClock(), async (...claim) => asked.push(claim) === 1);
    expect([await once.isFirst('a'), await once.isFirst('a'), await once.isFirst('b')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(asked).toEqual([
      ['press a', 1000],
      ['press b', 1000],
    ]);
  });

  test('is looked up in this process only while the database is silent, which is retried later', async () => {
    const clock = createManualClock();
    let asked = 0;
    const once = makeDedupeCache(clock, () => {
      asked += 1;
      return new Promise(() => undefined);
    });
    expect([await once.isFirst('a'), await once.isFirst('a'), await once.isFirst('b')]).toEqual([
      true,
      false,
      true,
    ]);
    expect(asked).toBe(1);
    clock.advance(5_000);
    expect(await once.isFirst('c')).toBe(true);
    expect(asked).toBe(2);
  });
});

test('work that starts during the drain is awaited too', async () => {
  const inFlight = createInFlight();
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  void inFlight.track(first.promise);
  const drained = inFlight.drain(5000);
  void inFlight.track(second.promise);
  first.resolve();
  await expect(Promise.race([drained, Promise.resolve('waiting')])).resolves.toBe('waiting');
  second.resolve();
  expect(await drained).toBe(0);
});

test('work that arrived just before the drain is awaited too', async () => {
  const inFlight = createInFlight();
  const work = Promise.withResolvers<void>();
  // The request was read already and reaches its listener within this turn of the event loop.
  setImmediate(() => void inFlight.track(work.promise));
  const drained = inFlight.drain(5000);
  setImmediate(work.resolve);
  expect(await Promise.race([drained.then(() => 'drained'), work.promise.then(() => 'finished')])).toBe(
    'finished',
  );
});

test('failed work does not prolong the drain', async () => {
  const inFlight = createInFlight();
  const failed = inFlight.track(Promise.reject(new Error('x'))).catch(() => 'failed');
  expect([await inFlight.drain(5000), await failed]).toEqual([0, 'failed']);
  void inFlight.track(Promise.withResolvers<void>().promise);
  expect(await inFlight.drain(5)).toBe(1);
});
