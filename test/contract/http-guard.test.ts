import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { App } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createMakeDedupeCache } from '../../src/slack/bolt/dedupe-cache.ts';
import { createHttpReceiver } from '../../src/slack/bolt/receivers/http-receiver.ts';
import { createRecordingLogger } from '../support/peers/recording-logger.ts';

const SECRET = 'c0ffee';
const FORM = 'application/x-www-form-urlencoded';
const COMMAND = new URLSearchParams({
  command: '/agent',
  text: '1099',
  user_id: 'U1',
  team_id: 'T1',
  channel_id: 'C1',
  response_url: 'https://hooks.slack.com/commands/1',
}).toString();

interface Sent {
  body?: string | Buffer;
  type?: string;
  at?: number;
  secret?: string;
  headers?: Record<string, string | undefined>;
  path?: string;
  method?: string;
}

const now = () => Math.floor(Date.now() / 1000);
const form = (payload: string) => new URLSearchParams({ payload }).toString();

function sign(body: string | Buffer, at: number | string, secret = SECRET): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${at}:`).update(body).digest('hex')}`;
}

describe('the guard of the HTTP receiver', () => {
  let handled: number;
  let origin: string;
  let stop: () => Promise<void>;
  let logger: ReturnType<typeof createRecordingLogger>;
  let claim: () => Promise<boolean>;
  /** Milliseconds by which the monotonic clock is ahead of the machine's. */
  let elapsedMs: number;
  const clock = { now: () => Date.now(), monotonic: () => performance.now() + elapsedMs };

  beforeEach(async () => {
    // The clock stands still for the guard and for Bolt, so that a request of 299 s does not age in transit.
    vi.useFakeTimers({ toFake: ['Date'] });
    handled = 0;
    elapsedMs = 0;
    claim = async () => true;
    logger = createRecordingLogger();
    const receiver = createHttpReceiver({
      address: { host: '127.0.0.1', port: 0 },
      signingSecret: SECRET,
      clock,
      makeDedupeCache: createMakeDedupeCache({
        clock,
        logger,
        store: { claim: () => claim(), release: async () => undefined },
      }),
      logger,
    });
    const app = new App({
      receiver,
      authorize: async () => ({ botToken: 'xoxb-1', botId: 'B1' }),
      convoStore: false,
    });
    app.error(async () => {});
    app.use(async ({ next }) => {
      handled += 1;
      await next();
    });
    app.command('/agent', async ({ ack }) => ack());
    app.view('form', async ({ ack }) => ack());
    await receiver.open();
    await receiver.start();
    origin = `http://127.0.0.1:${receiver.port()}`;
    stop = () => receiver.stop();
  });
  afterEach(async () => {
    vi.useRealTimers();
    await stop();
  });

  async function send(given: Sent = {}): Promise<number> {
    const {
      body = COMMAND,
      type = FORM,
      at = now(),
      secret,
      path = '/slack/events',
      method = 'POST',
    } = given;
    const headers = {
      'content-type': type,
      'x-slack-request-timestamp': String(at),
      'x-slack-signature': sign(body, at, secret),
      ...given.headers,
    };
    const sent = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const response = await fetch(`${origin}${path}`, {
      method,
      headers: Object.fromEntries(sent),
      body: method === 'GET' ? null : new Uint8Array(Buffer.from(body)),
    });
    await response.arrayBuffer();
    return response.status;
  }

  test('accepts a signed command', async () => {
    expect([await send(), handled]).toEqual([200, 1]);
  });

  test.each([`${FORM}; charset=utf-8`, 'Application/X-WWW-Form-Urlencoded;charset=UTF-8'])(
    'accepts %s as a form',
    async (type) => {
      expect([await send({ type }), handled]).toEqual([200, 1]);
    },
  );

  test.each([
    ['299 s old', -299, 200],
    ['299 s ahead', 299, 200],
    ['302 s old', -302, 401],
    ['302 s ahead', 302, 401],
    ['an hour ahead', 3600, 401],
    ['ten years ahead', 315_360_000, 401],
  ])('accepts a request %s', async (_name, seconds, status) => {
    expect([await send({ at: now() + seconds }), handled]).toEqual([status, status === 200 ? 1 : 0]);
  });

  test.each<[string, Sent]>([
    ['another secret', { secret: 'other' }],
    ['no signature', { headers: { 'x-slack-signature': undefined } }],
    ['no time', { headers: { 'x-slack-request-timestamp': undefined } }],
    ['another version', { headers: { 'x-slack-signature': sign(COMMAND, now()).replace('v0', 'v1') } }],
    ['a signature of another body', { headers: { 'x-slack-signature': sign('x', now()) } }],
    [
      'a signature with something behind it',
      { headers: { 'x-slack-signature': `${sign(COMMAND, now())}=x` } },
    ],
    ['a time that is no number', { headers: { 'x-slack-request-timestamp': 'NaN' } }],
    ['a time in hexadecimal', { headers: { 'x-slack-request-timestamp': `0x${now().toString(16)}` } }],
  ])('rejects %s', async (_name, given) => {
    expect([await send(given), handled]).toEqual([401, 0]);
  });

  test('answers a replay without effect', async () => {
    const at = now();
    expect([await send({ at }), await send({ at }), await send({ at })]).toEqual([200, 200, 200]);
    expect(handled).toBe(1);
  });

  test('answers a request that another process has seen without effect', async () => {
    claim = async () => false;
    expect([await send(), handled]).toEqual([200, 0]);
  });

  test.each([
    ['away', () => Promise.reject(new Error('no database'))],
    ['silent', () => new Promise<boolean>(() => undefined)],
  ])('answers people while the database is %s, and still recognises replays', async (_name, asked) => {
    claim = asked;
    expect([await send(), await send()]).toEqual([200, 200]);
    expect(handled).toBe(1);
  });

  test('remembers a signature as long as it would be accepted', async () => {
    const at = now() + 299;
    expect([await send({ at }), handled]).toEqual([200, 1]);
    elapsedMs = 598_000;
    vi.setSystemTime(Date.now() + elapsedMs);
    expect([await send({ at }), handled]).toEqual([200, 1]);
  });

  test('recognises a replay whose header has another spelling', async () => {
    const at = now();
    const signature = sign(COMMAND, at);
    await send({ at });
    await send({ at, headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': `0${at}` } });
    await send({ at, headers: { 'x-slack-signature': signature.toUpperCase() } });
    expect(handled).toBe(1);
  });

  test('does not remember rejected requests: the real request is still accepted', async () => {
    const at = now();
    await send({
      at,
      body: 'command=%2Fother&user_id=U1',
      headers: { 'x-slack-signature': sign(COMMAND, at) },
    });
    expect([await send({ at }), handled]).toEqual([200, 1]);
  });

  test.each([
    ['null', 'null', 'application/json'],
    ['a number', '7', 'application/json'],
    ['a list', '[]', 'application/json'],
    ['an event callback without event', '{"type":"event_callback"}', 'application/json'],
    ['an event that is null', '{"type":"event_callback","event":null}', 'application/json'],
    ['an event that is a string', '{"type":"event_callback","event":"x"}', 'application/json'],
    ['JSON cut short', '{"type":"event_call', 'application/json'],
    ['an empty body', '', 'application/json'],
    ['an empty form', '', FORM],
    ['payload=null', form('null'), FORM],
    ['payload without a user', form('{"type":"block_actions","actions":[]}'), FORM],
    ['payload without a type', form('{"user":{"id":"U1"}}'), FORM],
    ['payload of an empty type', form('{"type":"","user":{"id":"U1"}}'), FORM],
    ['payload whose type is a number', form('{"type":7,"user":{"id":"U1"}}'), FORM],
    ['a field twice', `${COMMAND}&text=1100`, FORM],
    [
      'a command that is an event as well',
      '{"command":"/agent","user_id":"U1","event":null}',
      'application/json',
    ],
  ])('returns 400 for a signed body %s, and keeps running', async (_name, body, type) => {
    expect(await send({ body, type })).toBe(400);
    expect(handled).toBe(0);
    expect([await send(), handled]).toEqual([200, 1]);
  });

  test.each([
    ['an interaction', form('{"type":"view_of_tomorrow","user":{"id":"U1"}}'), FORM],
    ['an interaction without a person', form('{"type":"view_of_tomorrow"}'), FORM],
    ['an interaction of long ago', form('{"type":"interactive_message","actions":[]}'), FORM],
    ['a dialog', form('{"type":"dialog_submission","user":{"id":"U1"},"submission":null}'), FORM],
    ['a notice', '{"type":"notice_of_tomorrow","team_id":"T1"}', 'application/json'],
    [
      'a notice with an event',
      '{"type":"notice_of_tomorrow","event":{"type":"message"}}',
      'application/json',
    ],
  ])('acknowledges %s of an unknown type without effect', async (_name, body, type) => {
    expect([await send({ body, type }), handled]).toEqual([200, 0]);
    expect(logger.lines[0]?.fields).toMatchObject({
      reason: expect.stringContaining('its type is none that is known'),
    });
  });

  test('answers the URL verification, and a notice of delayed events', async () => {
    const challenge = JSON.stringify({ type: 'url_verification', challenge: 'abc' });
    expect(await send({ body: challenge, type: 'application/json' })).toBe(200);
    expect(await send({ body: '{"type":"app_rate_limited"}', type: 'application/json' })).toBe(200);
    expect(logger.lines[0]?.fields).toMatchObject({ reason: expect.stringContaining('holds back events') });
  });

  test('answers an unsigned certificate check, and passes nothing of it on', async () => {
    const body = `ssl_check=1&${COMMAND}`;
    expect(await send({ body, headers: { 'x-slack-signature': undefined } })).toBe(200);
    expect(handled).toBe(0);
  });

  test('rejects a body that is too large, announced or not, without reading all of it', async () => {
    expect(await send({ body: Buffer.alloc(2 * 1024 * 1024, 'a') })).toBe(413);
    expect(await sendInPieces(origin)).toContain('413');
    expect([await send(), handled]).toEqual([200, 1]);
  });

  test('accepts one path and one method', async () => {
    expect(await send({ path: '/slack/events?x=1' })).toBe(200);
    expect(await send({ path: '/other' })).toBe(404);
    expect(await send({ method: 'GET' })).toBe(405);
  });

  test('treats a client that disconnects in mid-body as no failure', async () => {
    const { port } = new URL(origin);
    const socket = connect(Number(port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write('POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf');
    socket.destroy();
    expect([await send(), handled]).toEqual([200, 1]);
    expect(logger.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('logs neither bodies nor secrets', async () => {
    await send({ secret: 'other' });
    await send({ body: 'null', type: 'application/json' });
    const log = JSON.stringify(logger.lines);
    expect(log).toContain('not signed by Slack');
    for (const secret of [SECRET, 'hooks.slack.com', '1099', 'v0=']) expect(log).not.toContain(secret);
  });
});

/** Sends a body in chunks, without a Content-Length. */
async function sendInPieces(origin: string): Promise<string> {
  const { port } = new URL(origin);
  const socket = connect(Number(port), '127.0.0.1');
  await once(socket, 'connect');
  socket.on('error', () => {});
  socket.write('POST /slack/events HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n');
  const piece = `10000\r\n${'a'.repeat(0x10000)}\r\n`;
  for (let count = 0; count < 20; count += 1) socket.write(piece);
  const [answer] = await once(socket, 'data');
  socket.destroy();
  return String(answer).split('\r\n', 1)[0] ?? '';
}
