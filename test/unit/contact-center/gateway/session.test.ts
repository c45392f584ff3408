import { describe, expect, test } from 'vitest';
import { GatewaySession } from '../../../../src/contact-center/gateway/session.ts';
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
} from '../../../support/peers/scripted-gateway.ts';

const SECRET = 'correct horse';

function open(scripts: { signIn?: Script; poll?: Script; query?: Script; signOut?: Script } = {}) {
  const time = useVirtualTime();
  const gateway = createScriptedGateway();
  const { signIn } = gateway;
  Object.assign(gateway, scripts);
  const logger = createRecordingLogger();
  const agent = { agentId: agentId(2005), password: SECRET, phone: '88880026', signIn: 'loginex' } as const;
  const session = new GatewaySession({ client: gateway, agent, clock: time.clock, logger });
  return { time, gateway, session, logger, signIn, [Symbol.dispose]: () => time[Symbol.dispose]() };
}

const fail: Script = () => Promise.reject(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }));
const refuse =
  (code: string): Script =>
  () =>
    retcode(code);

function budget(ms = 2_500): AbortSignal {
  return AbortSignal.timeout(ms);
}

describe('signing in', () => {
  test('happens once for any number of waiting queries', async () => {
    using it = open();
    const reply = Promise.withResolvers<ReturnType<typeof retcode>>();
    it.gateway.signIn = () => reply.promise;
    it.session.start();
    const waiting = Array.from({ length: 500 }, () => it.session.state.current(budget()));
    reply.resolve(await it.signIn({ method: 'PUT', path: '', headers: {} }));
    const sessions = await Promise.all(waiting);
    expect(new Set(sessions).size).toBe(1);
    expect(sessions[0]?.guid.current).toBe(it.gateway.guid);
    expect(it.gateway.count('signIn')).toBe(1);
    expect(it.session.state.health()).toMatchObject({ state: 'signed-in', failure: null });
  });

  test('that takes longer than a query’s budget continues without the query', async () => {
    using it = open({ signIn: () => never });
    it.session.start();
    const asked = it.session.state.current(budget());
    const refused = failureOf(asked);
    await it.time.pass(2_500);
    expect(await refused).toMatchObject({ name: 'TimeoutError' });
    expect(it.session.state.health().state).toBe('signing-in');
  });

  test('is retried at growing intervals up to a minute, and queries fail at once meanwhile', async () => {
    using it = open({ signIn: fail });
    it.session.start();
    await it.time.pass(0);
    await expect(it.session.state.current(budget())).rejects.toMatchObject({ code: 'upstream-unreachable' });
    const gaps = [1, 2, 4, 8, 16, 32, 60, 60];
    for (const [index, seconds] of gaps.entries()) {
      await it.time.pass(seconds * 1_000 - 1);
      expect(it.gateway.count('signIn')).toBe(index + 1);
      await it.time.pass(1);
      expect(it.gateway.count('signIn')).toBe(index + 2);
    }
  });

  test('that hangs is abandoned after ten seconds', async () => {
    using it = open({ signIn: () => never });
    it.session.start();
    await it.time.pass(10_000);
    expect(it.session.state.health()).toMatchObject({ state: 'waiting', failure: 'upstream-timeout' });
  });

  test.for(['100-004', '100-020', '110-021'])(
    'is never tried again after %s, which could lock the agent',
    async (code) => {
      using it = open({ signIn: refuse(code) });
      it.session.start();
      await it.time.pass(24 * 3_600_000);
      expect(it.gateway.count('signIn')).toBe(1);
      expect(it.session.state.health()).toMatchObject({
        state: 'stopped',
        failure: 'gateway-sign-in-refused',
      });
      await expect(it.session.state.current(budget())).rejects.toMatchObject({
        code: 'gateway-sign-in-refused',
      });
      const told = it.logger.lines.find(({ level }) => level === 'error');
      expect(told?.message).toContain('GATEWAY_PASSWORD');
      expect(JSON.stringify(it.logger.lines)).not.toContain(SECRET);
    },
  );

  test('as an agent in use is retried every fifteen seconds, until the gateway has forgotten it', async () => {
    using it = open({ signIn: refuse('100-002') });
    it.session.start();
    await it.time.pass(60_000);
    expect(it.gateway.count('signIn')).toBe(5);
    expect(it.session.state.health()).toMatchObject({ state: 'waiting', failure: 'gateway-agent-in-use' });
    expect(it.logger.lines[0]).toMatchObject({ level: 'warn' });
    expect(it.logger.lines[0]?.message).toContain('the CMS answers meanwhile');
    it.gateway.signIn = it.signIn;
    await it.time.pass(15_000);
    expect(it.session.state.health().state).toBe('signed-in');
  });

  test('warns of a password that expires soon', async () => {
    using it = open();
    it.gateway.signIn = () =>
      retcode('0', { timeRemaining: '3' }, { 'set-guid': `JSESSIONID=${'a'.repeat(36)}.AgentGateway1` });
    it.session.start();
    await it.time.pass(0);
    expect(it.logger.lines).toContainEqual(
      expect.objectContaining({
        message: 'gateway password warning',
        fields: expect.objectContaining({ warning: 'the password expires in 3 days' }),
      }),
    );
  });
});

describe('a session that is lost', () => {
  test('is opened again at once, by one sign-in, for which queries wait', async () => {
    using it = open();
    it.session.start();
    const first = await it.session.state.current(budget());
    await it.time.pass(60_000);
    it.session.state.invalidate(first);
    it.session.state.invalidate(first);
    const second = await it.session.state.current(budget());
    expect(second).not.toBe(first);
    expect(second.guid.current).toBe(it.gateway.guid);
    expect(it.gateway.count('signIn')).toBe(2);
    it.session.state.invalidate(first);
    expect(await it.session.state.current(budget())).toBe(second);
    expect(it.gateway.count('signIn')).toBe(2);
  });

  test('according to the poll is opened again as well', async () => {
    using it = open({ poll: inTurn(refuse('100-006'), () => never) });
    it.session.start();
    await it.time.pass(1_000);
    expect(it.gateway.count('signIn')).toBe(2);
    expect(it.session.state.health().state).toBe('signed-in');
  });

  test('repeatedly right after it opens causes no storm of sign-ins', async () => {
    using it = open({ poll: refuse('100-006') });
    it.session.start();
    await it.time.pass(60_000);
    // The sign-ins are at 0, 0, 1, 3, 7, 15 and 31 s.
    expect(it.gateway.count('signIn')).toBe(7);
    expect(it.session.state.health()).toMatchObject({ state: 'waiting', failure: 'gateway-signed-out' });
  });

  test('occasionally is opened again at once each time', async () => {
    using it = open();
    it.session.start();
    for (let loss = 1; loss <= 5; loss += 1) {
      await it.time.pass(60_000);
      it.session.state.invalidate(await it.session.state.current(budget()));
      await it.time.pass(0);
      expect(it.gateway.count('signIn')).toBe(loss + 1);
    }
  });

  test('but still open at the gateway is continued', async () => {
    using it = open({ query: () => retcode('0', { agentState: 4 }) });
    it.session.start();
    const first = await it.session.state.current(budget());
    await it.time.pass(60_000);
    it.gateway.signIn = refuse('100-002');
    it.session.state.invalidate(first);
    await it.time.pass(0);
    const second = await it.session.state.current(budget());
    expect(second.guid.current).toBe(first.guid.current);
    expect(it.gateway.requests.at(-2)).toMatchObject({
      path: '/agentgateway/resource/onlineagent/2005/agentstatus',
      headers: { guid: first.guid.current },
    });
  });

  test('to another client of this agent is left to that client', async () => {
    using it = open({ query: refuse('000-003') });
    it.session.start();
    const first = await it.session.state.current(budget());
    await it.time.pass(60_000);
    it.gateway.signIn = refuse('100-002');
    it.session.state.invalidate(first);
    await it.time.pass(0);
    expect(it.session.state.health()).toMatchObject({ state: 'waiting', failure: 'gateway-agent-in-use' });
  });
});

describe('stopping', () => {
  test('signs out under the current GUID, once', async () => {
    using it = open();
    it.session.start();
    const { guid } = await it.session.state.current(budget());
    await it.session.stop();
    const signOut = it.gateway.requests.at(-1);
    expect(signOut).toMatchObject({
      method: 'DELETE',
      path: '/agentgateway/resource/onlineagent/2005/logout',
      headers: { guid: guid.current },
    });
    expect(it.gateway.count('signOut')).toBe(1);
    expect(it.session.state.health().state).toBe('stopped');
    await expect(it.session.state.current(budget())).rejects.toMatchObject({ code: 'gateway-signed-out' });
  });

  test('during a sign-in waits for it, so that the new session is closed', async () => {
    using it = open();
    const reply = Promise.withResolvers<ReturnType<typeof retcode>>();
    it.gateway.signIn = () => reply.promise;
    it.session.start();
    const stopped = it.session.stop();
    await it.time.pass(1_000);
    expect(it.gateway.count('signOut')).toBe(0);
    reply.resolve(await it.signIn({ method: 'PUT', path: '', headers: {} }));
    await stopped;
    expect(it.gateway.count('signOut')).toBe(1);
  });

  test('during a sign-in that hangs does not wait, and stays stopped when it ends', async () => {
    using it = open();
    const reply = Promise.withResolvers<ReturnType<typeof retcode>>();
    it.gateway.signIn = () => reply.promise;
    it.session.start();
    const stopped = it.session.stop();
    await it.time.pass(1_500);
    await stopped;
    reply.resolve(await it.signIn({ method: 'PUT', path: '', headers: {} }));
    await it.time.pass(60_000);
    expect(it.session.state.health().state).toBe('stopped');
    expect(it.gateway.count('poll')).toBe(0);
  });

  test('during a pause between sign-ins ends it', async () => {
    using it = open({ signIn: fail });
    it.session.start();
    await it.time.pass(500);
    await it.session.stop();
    await it.time.pass(3_600_000);
    expect(it.gateway.count('signIn')).toBe(1);
    expect(it.gateway.count('signOut')).toBe(0);
  });

  test('before the start has no effect', async () => {
    using it = open();
    await it.session.stop();
    it.session.start();
    await it.time.pass(60_000);
    expect(it.gateway.requests).toHaveLength(0);
  });

  test('ends even if the sign-out is not answered, which is logged', async () => {
    using it = open({ signOut: () => never });
    it.session.start();
    await it.session.state.current(budget());
    const stopped = it.session.stop();
    await it.time.pass(1_500);
    await stopped;
    expect(it.logger.lines.at(-1)).toMatchObject({ level: 'warn', fields: { code: 'upstream-timeout' } });
  });
});
