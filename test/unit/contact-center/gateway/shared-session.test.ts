import { describe, expect, test } from 'vitest';
import { SharedGatewaySession } from '../../../../src/contact-center/gateway/shared-session.ts';
import { useVirtualTime } from '../../../support/clocks/virtual-time.ts';
import { agentId } from '../../../support/floors/agent-cards.ts';
import { createRecordingLogger } from '../../../support/peers/recording-logger.ts';
import { createScriptedGateway, retcode, type Script } from '../../../support/peers/scripted-gateway.ts';

const SHARED = { guid: 'held-elsewhere.AgentGateway0', cookies: { node: '2' } };

function open(scripts: { query?: Script } = {}) {
  const time = useVirtualTime();
  const gateway = createScriptedGateway();
  Object.assign(gateway, scripts);
  const agent = { agentId: agentId(2005), password: 'secret', phone: '88880026', signIn: 'loginex' } as const;
  const session = new SharedGatewaySession({
    client: gateway,
    agent,
    clock: time.clock,
    logger: createRecordingLogger(),
  });
  return { time, gateway, session, [Symbol.dispose]: () => time[Symbol.dispose]() };
}

describe('a session that another process holds', () => {
  test('serves queries at once, without a sign-in, a poll or a sign-out of this process', async () => {
    using it = open();
    it.session.adopt(SHARED);
    const live = await it.session.state.current(AbortSignal.timeout(15_000));
    expect(live.guid.current).toBe(SHARED.guid);
    expect(live.cookies.header()).toEqual({ cookie: 'node=2' });
    await it.time.pass(60_000);
    await it.session.stop();
    expect([it.gateway.count('signIn'), it.gateway.count('poll'), it.gateway.count('signOut')]).toEqual([
      0, 0, 0,
    ]);
    expect(it.session.credentials()).toBeNull();
  });

  test('is continued by the next holder without a sign-in', async () => {
    using it = open({ query: () => retcode('0') });
    it.session.adopt(SHARED);
    it.session.start();
    await it.time.pass(1_000);
    expect(it.gateway.count('signIn')).toBe(0);
    expect(it.gateway.count('poll')).toBeGreaterThan(0);
    expect(it.session.credentials()).not.toBeNull();
  });

  test('that the gateway has forgotten is opened again', async () => {
    using it = open({ query: () => retcode('100-006') });
    it.session.adopt(SHARED);
    it.session.start();
    await it.time.pass(1_000);
    expect(it.gateway.count('signIn')).toBe(1);
    expect(it.session.credentials()?.guid).toBe(it.gateway.guid);
  });

  test('is released by ending the polls, without a sign-out', async () => {
    using it = open();
    it.session.start();
    await it.time.pass(1_000);
    await it.session.release();
    const polls = it.gateway.count('poll');
    await it.time.pass(60_000);
    expect(it.gateway.count('poll')).toBe(polls);
    it.session.adopt(SHARED);
    await it.session.stop();
    expect(it.gateway.count('signOut')).toBe(0);
  });
});
