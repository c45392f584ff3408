import { describe, expect, test } from 'vitest';
import { SessionCookies } from '../../../../src/contact-center/gateway/cookies.ts';
import { RotatingGuid } from '../../../../src/contact-center/gateway/guid.ts';
import { pollUntilLost } from '../../../../src/contact-center/gateway/poll.ts';
import { useVirtualTime } from '../../../support/clocks/virtual-time.ts';
import { createRecordingLogger } from '../../../support/peers/recording-logger.ts';
import {
  createScriptedGateway,
  inTurn,
  never,
  retcode,
  type Script,
} from '../../../support/peers/scripted-gateway.ts';

const guid = (name: number) => `0000000${name}-0000-0000-0000-000000000000.AgentGateway1`;
const setGuid = (name: number) => ({ 'set-guid': `JSESSIONID=${guid(name)}` });
const quiet: Script = () => retcode('0');
const refuse =
  (code: string): Script =>
  () =>
    retcode(code);
const fail: Script = () => Promise.reject(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));

function open(poll: Script) {
  const time = useVirtualTime();
  const gateway = createScriptedGateway();
  gateway.poll = poll;
  const logger = createRecordingLogger();
  const stop = new AbortController();
  const session = {
    guid: new RotatingGuid(guid(0)),
    cookies: new SessionCookies(),
    lost: new AbortController(),
  };
  const timing = { pollGapMs: 250, pollTimeoutMs: 25_000, longestPollRetryMs: 5_000 };
  let ended = false;
  const polling = pollUntilLost({
    client: gateway,
    agentId: 2005,
    session,
    stop: stop.signal,
    timing,
    logger,
  }).finally(() => {
    ended = true;
  });
  return {
    time,
    gateway,
    session,
    stop,
    logger,
    polling,
    ended: () => ended,
    guids: () => gateway.requests.map(({ headers }) => headers['guid']),
    [Symbol.dispose]: () => time[Symbol.dispose](),
  };
}

describe('polling', () => {
  test('continues a quarter of a second after each reply, with or without events', async () => {
    using it = open(
      inTurn(
        quiet,
        () => ({ ...retcode('0'), json: { retcode: '0', event: { eventType: 'AgentState_Ready' } } }),
        quiet,
      ),
    );
    await it.time.pass(1_000);
    expect(it.gateway.count('poll')).toBe(5);
    expect(it.gateway.requests[0]).toMatchObject({ path: '/agentgateway/resource/agentevent/2005' });
    expect(it.ended()).toBe(false);
  });

  test('uses each new GUID and the cookies from the next poll on', async () => {
    using it = open(
      inTurn(
        () => retcode('0', undefined, { ...setGuid(1), 'set-cookie': ['lb=node1'] }),
        () => retcode('0', undefined, setGuid(2)),
        () => never,
      ),
    );
    await it.time.pass(1_000);
    expect(it.guids()).toEqual([guid(0), guid(1), guid(2)]);
    expect(it.gateway.requests.at(-1)?.headers['cookie']).toBe('lb=node1');
  });

  test.for([400, 431])('drops cookies that are answered with HTTP %i', async (status) => {
    using it = open(
      inTurn(
        () => retcode('0', undefined, { ...setGuid(1), 'set-cookie': 'lb=node1' }),
        () => ({ status, headers: {}, json: undefined }),
        () => never,
      ),
    );
    await it.time.pass(2_000);
    expect(it.gateway.requests.map(({ headers }) => headers['cookie'])).toEqual([
      undefined,
      'lb=node1',
      undefined,
    ]);
  });

  test.for(['100-006', '105-001', '105-006'])('ends with %s, and the session is lost', async (code) => {
    using it = open(inTurn(quiet, refuse(code)));
    await it.time.pass(250);
    expect(it.ended()).toBe(true);
    expect(it.logger.lines).toMatchObject([{ level: 'warn', message: expect.stringContaining('lost') }]);
  });

  test('ends when the gateway says that it signed the agent out', async () => {
    const event = { eventType: 'AgentOther_ShutdownService', workNo: '2005', content: null };
    using it = open(() => ({ ...retcode('0'), json: { retcode: '0', event } }));
    await it.time.pass(0);
    expect(it.ended()).toBe(true);
  });

  test('treats 100-006 as a rotation if another reply brought a new GUID meanwhile', async () => {
    using it = open(quiet);
    it.gateway.poll = inTurn(() => {
      it.session.guid.observe(setGuid(1));
      return retcode('100-006');
    }, quiet);
    await it.time.pass(500);
    expect(it.ended()).toBe(false);
    expect(it.guids()).toEqual([guid(0), guid(0), guid(1)]);
  });

  test('tolerates four refusals in a row, repeatedly, but not five', async () => {
    const refused = refuse('000-003');
    const four = [refused, refused, refused, refused, quiet];
    using it = open(inTurn(...four, ...four, refused));
    await it.time.pass(250 * 13);
    expect(it.ended()).toBe(false);
    await it.time.pass(250);
    expect(it.gateway.count('poll')).toBe(15);
    expect(it.ended()).toBe(true);
  });

  test('continues after network failures, slower each time, without losing the session', async () => {
    using it = open(fail);
    const at: number[] = [];
    it.gateway.poll = () => {
      at.push(it.time.clock.monotonic());
      return fail({ method: 'GET', path: '', headers: {} });
    };
    await it.time.pass(30_000);
    const gaps = at.slice(1).map((time, index) => time - (at[index] ?? 0));
    expect(gaps.slice(0, 6)).toEqual([1_000, 2_000, 4_000, 5_000, 5_000, 5_000]);
    expect(it.ended()).toBe(false);
    it.gateway.poll = quiet;
    await it.time.pass(5_000);
    const before = it.gateway.count('poll');
    await it.time.pass(1_000);
    expect(it.gateway.count('poll') - before).toBe(4);
  });

  test('survives 100-007 from the platform', async () => {
    using it = open(refuse('100-007'));
    await it.time.pass(60_000);
    expect(it.ended()).toBe(false);
  });

  test('abandons a dead connection after 25 s, within the two minutes of a session', async () => {
    using it = open(() => never);
    await it.time.pass(25_500);
    expect(it.gateway.count('poll')).toBe(2);
    expect(it.logger.lines).toMatchObject([{ fields: { code: 'upstream-timeout' } }]);
  });

  test.for(['stop', 'lost'] as const)('ends at once without a log line on %s', async (why) => {
    using it = open(() => never);
    await it.time.pass(1_000);
    if (why === 'stop') it.stop.abort();
    else it.session.lost.abort();
    await it.polling;
    expect(it.logger.lines).toHaveLength(0);
    expect(it.gateway.count('poll')).toBe(1);
  });
});
