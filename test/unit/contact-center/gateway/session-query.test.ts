import { describe, expect, test } from 'vitest';
import { createGatewayRateLimiter } from '../../../../src/contact-center/gateway/gateway-rate-limiter.ts';
import { GatewaySession } from '../../../../src/contact-center/gateway/session.ts';
import { createSessionQuery } from '../../../../src/contact-center/gateway/session-query.ts';
import type { Ask } from '../../../../src/domain/floor/reading.ts';
import { failureOf } from '../../../support/clocks/failure-of.ts';
import { useVirtualTime } from '../../../support/clocks/virtual-time.ts';
import { agentId } from '../../../support/floors/agent-cards.ts';
import { createRecordingLogger } from '../../../support/peers/recording-logger.ts';
import {
  createScriptedGateway,
  inTurn,
  never,
  retcode,
  type Script,
  type ScriptedGateway,
} from '../../../support/peers/scripted-gateway.ts';

const OTHERS = '/calldata/1099/callnums';
const STATUS = '/onlineagent/2005/agentstatus';
const NEW_GUID = { 'set-guid': `JSESSIONID=${'f'.repeat(36)}.AgentGateway1` };

function ask(ms = 2_500): Ask {
  return { signal: AbortSignal.timeout(ms), urgency: 'person' };
}

function open({ signIn, requests = 100 }: { signIn?: Script; requests?: number } = {}) {
  const time = useVirtualTime();
  const client = createScriptedGateway();
  if (signIn !== undefined) client.signIn = signIn;
  const agent = { agentId: agentId(2005), password: 'x', phone: '1', signIn: 'loginex' } as const;
  const session = new GatewaySession({ client, agent, clock: time.clock, logger: createRecordingLogger() });
  const rateLimiter = createGatewayRateLimiter({ requests });
  const query = createSessionQuery({ client, session: session.state, rateLimiter, agentId: agentId(2005) });
  session.start();
  return { time, client, session, query, [Symbol.dispose]: () => time[Symbol.dispose]() };
}

/** Returns a script with replies by path, several of one path in order. */
function routes(byPath: Record<string, Script[]>): Script {
  const scripts = new Map(Object.entries(byPath).map(([path, list]) => [path, inTurn(...list)]));
  return (request) => {
    const script = scripts.get(request.path.replace('/agentgateway/resource', ''));
    return script?.(request) ?? retcode('000-002');
  };
}

const answer =
  (code: string, result?: unknown): Script =>
  () =>
    retcode(code, result);

function queries({ requests }: ScriptedGateway): string[] {
  return requests
    .filter(({ path }) => !/agentevent|loginex/.test(path))
    .map(({ path }) => path.replace('/agentgateway/resource', ''));
}

describe('a query that is refused', () => {
  test.for(['000-003', '100-006'])(
    'with %s while the bot’s own session is valid is refused for good, and the session is kept',
    async (code) => {
      using it = open();
      it.client.query = routes({ [OTHERS]: [answer(code)], [STATUS]: [answer('0', {})] });
      const reply = await it.query(OTHERS, ask());
      expect(reply.retcode).toBe(code);
      expect(queries(it.client)).toEqual([OTHERS, STATUS]);
      expect(it.client.count('signIn')).toBe(1);
    },
  );

  test('under a rotated GUID is repeated once under the new one, without other requests', async () => {
    using it = open();
    it.client.poll = inTurn(
      () => new Promise((resolve) => setTimeout(() => resolve(retcode('0', null, NEW_GUID)), 100)),
      () => never,
    );
    it.client.query = routes({
      [OTHERS]: [
        () => new Promise((resolve) => setTimeout(() => resolve(retcode('000-003')), 200)),
        answer('0', 1),
      ],
    });
    const reply = it.query(OTHERS, ask());
    await it.time.pass(200);
    expect(await reply).toMatchObject({ retcode: '0', result: 1 });
    expect(queries(it.client)).toEqual([OTHERS, OTHERS]);
    expect(it.client.requests.at(-1)?.headers['guid']).toBe(`${'f'.repeat(36)}.AgentGateway1`);
    expect(it.client.count('signIn')).toBe(1);
  });

  test('at the moment of a rotation waits for the poll with the new GUID instead of signing in again', async () => {
    using it = open();
    it.client.poll = inTurn(
      () => new Promise((resolve) => setTimeout(() => resolve(retcode('0', null, NEW_GUID)), 150)),
      () => never,
    );
    it.client.query = routes({
      [OTHERS]: [answer('000-003'), answer('0', 1)],
      [STATUS]: [answer('000-003')],
    });
    const reply = it.query(OTHERS, ask());
    await it.time.pass(250);
    expect(await reply).toMatchObject({ retcode: '0' });
    expect(it.client.count('signIn')).toBe(1);
  });

  test('because the session is lost costs one sign-in and one repetition each, however many are refused', async () => {
    using it = open();
    await it.session.state.current(ask().signal);
    const alive = () => (it.client.count('signIn') > 1 ? retcode('0', 1) : retcode('100-006'));
    it.client.query = alive;
    const replies = Promise.all(Array.from({ length: 20 }, () => it.query(OTHERS, ask())));
    await it.time.pass(500);
    expect(new Set((await replies).map(({ retcode }) => retcode))).toEqual(new Set(['0']));
    expect(it.client.count('signIn')).toBe(2);
    expect(queries(it.client).filter((path) => path === OTHERS)).toHaveLength(40);
  });

  test('under a session that was restored since is repeated under the new one', async () => {
    using it = open();
    const first = await it.session.state.current(ask().signal);
    it.client.query = routes({
      [OTHERS]: [
        () => {
          it.session.state.invalidate(first);
          return retcode('000-003');
        },
        answer('0', 1),
      ],
      [STATUS]: [answer('0', {})],
    });
    expect(await it.query(OTHERS, ask())).toMatchObject({ retcode: '0', result: 1 });
    expect(queries(it.client)).toEqual([OTHERS, STATUS, OTHERS]);
    expect(it.client.requests.at(-1)?.headers['guid']).toBe(it.client.guid);
  });

  test('with a code of a lost session is believed without another check', async () => {
    using it = open();
    it.client.query = routes({ [OTHERS]: [answer('105-006'), answer('0', 1)] });
    expect(await it.query(OTHERS, ask())).toMatchObject({ retcode: '0' });
    expect(queries(it.client)).toEqual([OTHERS, OTHERS]);
    expect(it.client.count('signIn')).toBe(2);
  });

  test('is repeated once', async () => {
    using it = open();
    it.client.query = answer('100-006');
    const reply = it.query(OTHERS, ask());
    await it.time.pass(500);
    expect(await reply).toMatchObject({ retcode: '100-006' });
    expect(queries(it.client)).toEqual([OTHERS, STATUS, OTHERS]);
  });

  test('and whose session cannot be restored fails with that reason', async () => {
    using it = open();
    await it.session.state.current(ask().signal);
    it.client.query = answer('100-006');
    it.client.signIn = answer('100-004');
    const reply = it.query(OTHERS, ask());
    const failed = failureOf(reply);
    await it.time.pass(500);
    expect(await failed).toMatchObject({ code: 'gateway-sign-in-refused' });
  });
});

describe('a query', () => {
  test('whose budget ends while it waits for a session is a coded time-out', async () => {
    using it = open({ signIn: () => never });
    const reply = it.query(OTHERS, ask());
    const failed = failureOf(reply);
    await it.time.pass(2_500);
    expect(await failed).toMatchObject({ code: 'upstream-timeout' });
  });

  test('uses the GUID and the cookies of the moment of its turn', async () => {
    using it = open({ requests: 1 });
    it.client.poll = inTurn(
      () => new Promise((resolve) => setTimeout(() => resolve(retcode('0', null, NEW_GUID)), 1_000)),
      () => never,
    );
    const replies = Promise.all([it.query(OTHERS, ask(9_000)), it.query(OTHERS, ask(9_000))]);
    await it.time.pass(2_000);
    await replies;
    const sent = it.client.requests.filter(({ path }) => path.endsWith(OTHERS));
    expect(sent.map(({ headers }) => headers['guid'])).toEqual([
      it.client.guid,
      `${'f'.repeat(36)}.AgentGateway1`,
    ]);
  });

  test('accepts a new GUID from any reply, for sites that do not send it with polls only', async () => {
    using it = open();
    it.client.query = inTurn(() => retcode('0', 1, NEW_GUID), answer('0', 2));
    await it.query(OTHERS, ask());
    await it.query(OTHERS, ask());
    expect(it.client.requests.at(-1)?.headers['guid']).toBe(`${'f'.repeat(36)}.AgentGateway1`);
  });

  test('with parameters is a POST', async () => {
    using it = open();
    await it.query('/queuedevice/2005/queryacdstat', ask(), { skills: [1, 2] });
    expect(it.client.requests.at(-1)).toMatchObject({ method: 'POST', body: '{"skills":[1,2]}' });
  });
});
