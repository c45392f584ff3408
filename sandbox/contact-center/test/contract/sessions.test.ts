import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { guidOf, open } from '../support/contact-center-client.ts';

describe('signing in to the gateway', () => {
  test('returns a GUID in a header, and the agent in the body', async () => {
    const { signIn, clock } = await open();
    const reply = await signIn();
    expect(reply.headers['set-guid']).toMatch(/^JSESSIONID=[0-9a-f-]{36}\.AgentGateway1$/);
    expect(reply.headers['set-cookie']?.[0]).toMatch(/^huaweielbsession=[0-9a-f]+;/);
    expect(reply.json()).toEqual({
      message: '',
      retcode: '0',
      result: {
        vdnid: 170,
        workno: '900',
        mediatype: 'TTF',
        loginTime: String(clock.now()),
        isForceChange: 'false',
        serverName: 'AgentGateway',
        timeRemaining: '',
      },
    });
  });

  test.for<[string, string, Record<string, unknown>]>([
    ['100-004 for a wrong password', '/loginex', { password: 'wrong' }],
    ['100-001 for no password', '', { password: '' }],
    ['100-001 for no phone number, which loginex does without', '', { phonenum: undefined }],
    ['100-011 for a status that is none of three', '/loginex', { status: 9 }],
    ['100-011 for a password that is too long', '/loginex', { password: 'x'.repeat(33) }],
  ])('is refused with %s', async ([name, form, fields]) => {
    const { signIn } = await open();
    expect((await signIn(form, fields)).json()).toMatchObject({ retcode: name.slice(0, 7), result: '' });
  });

  test('accepts fields as strings, as in the vendor’s samples, and sets the requested state', async () => {
    const { signIn, simulator } = await open();
    await signIn('', { status: '5', autoanswer: 'false', agenttype: '4' });
    expect(simulator.world.agent(900).state).toBe(6);
  });

  test('is refused with 100-002 while signed in, and forcelogin invalidates the older GUID', async () => {
    const { signIn, guid, gateway } = await open();
    const first = await guid();
    expect((await signIn()).json()).toMatchObject({ retcode: '100-002' });
    const second = guidOf(await signIn('/forcelogin'));
    expect((await gateway('calldata/900/callnums', { guid: first })).json()).toMatchObject({
      retcode: '000-003',
    });
    expect((await gateway('calldata/900/callnums', { guid: second })).json()).toMatchObject({ retcode: '0' });
  });

  test('is refused with 100-002 for an agent who signed in at a desk', async () => {
    const { gateway, simulator } = await open();
    const body = JSON.stringify({ password: simulator.bot.password, phonenum: '1' });
    const reply = await gateway('onlineagent/1099', { method: 'PUT', body });
    expect(reply.json()).toMatchObject({ retcode: '100-002' });
  });

  test('locks the account after too many wrong passwords, until it is unlocked', async () => {
    const { signIn, simulator } = await open({ wrongPasswordsBeforeLock: 2 });
    const codes = [];
    for (const password of ['a', 'b', simulator.bot.password])
      codes.push((await signIn('', { password })).json()['retcode']);
    expect(codes).toEqual(['100-004', '100-004', '110-021']);
    simulator.gateway.unlock(900);
    expect((await signIn()).json()).toMatchObject({ retcode: '0' });
  });

  test('ends with sign-out, which is refused while talking', async () => {
    const { gateway, guid, simulator, signIn } = await open();
    const current = await guid();
    const signOut = () => gateway('onlineagent/900/logout', { method: 'DELETE', guid: current });
    simulator.world.startCall(900);
    expect((await signOut()).json()).toMatchObject({ retcode: '100-010' });
    simulator.world.endCall(900);
    expect((await signOut()).json()).toMatchObject({ retcode: '0' });
    expect((await signOut()).json()).toMatchObject({ retcode: '100-006' });
    expect((await signIn()).json()).toMatchObject({ retcode: '0' });
  });
});

describe('polling', () => {
  test('returns one event per reply, oldest first, and null without an event', async () => {
    const { guid, poll, simulator } = await open();
    const current = await guid();
    const nextEvent = async () => (await poll(current)).json()['event'];
    expect(await nextEvent()).toEqual({ eventType: 'AgentOther_InService', workNo: '900', content: null });
    expect(await nextEvent()).toMatchObject({ eventType: 'AgentState_Ready' });
    expect(await nextEvent()).toMatchObject({
      eventType: 'AgentState_SetNotReady_Success',
      content: { reason: '1' },
    });
    expect(await nextEvent()).toBeNull();
    simulator.world.setState(900, 'rest', 2);
    expect(await nextEvent()).toMatchObject({ eventType: 'AgentState_SetRest_Success' });
  });

  test('is answered at once with an event, otherwise after the wait of the clock', async () => {
    const { guid, gateway, poll, simulator, clock } = await open({ pollWaitMs: 10_000 });
    const current = await guid();
    for (let event = 0; event < 3; event += 1) await poll(current);
    const first = poll(current);
    await expect.poll(() => simulator.gateway.sessions[0]?.polling).toBe(true);
    simulator.world.setState(900, 'idle');
    expect((await first).json()).toMatchObject({ event: { eventType: 'AgentState_CancelNotReady_Success' } });
    const second = poll(current);
    await expect.poll(() => simulator.gateway.sessions[0]?.polling).toBe(true);
    clock.advance(10_000);
    expect((await second).json()).toMatchObject({ event: null });
    expect((await gateway('calldata/900/callnums', { guid: current })).json()).toMatchObject({
      retcode: '0',
    });
  });

  test('stopped for two minutes signs the agent out', async () => {
    const { guid, gateway, clock, simulator, signIn } = await open({ gateway: { authMode: 'static' } });
    const current = await guid();
    clock.advance(119_999);
    expect((await gateway('calldata/900/callnums', { guid: current })).json()).toMatchObject({
      retcode: '0',
    });
    clock.advance(1);
    expect((await gateway('calldata/900/callnums', { guid: current })).json()).toMatchObject({
      retcode: '100-006',
    });
    expect(simulator.world.agent(900).state).toBe(0);
    expect((await signIn()).json()).toMatchObject({ retcode: '0' });
  });

  test('returns a sign-out from elsewhere, once', async () => {
    const { guid, poll, simulator } = await open();
    const current = await guid();
    for (let event = 0; event < 3; event += 1) await poll(current);
    simulator.world.signOut(900);
    expect((await poll(current)).json()).toMatchObject({
      event: { eventType: 'AgentOther_ShutdownService' },
    });
    expect((await poll(current)).json()).toMatchObject({ retcode: '100-006' });
  });
});

describe('GUIDs', () => {
  test('change each minute, are delivered with polls only, and overlap for two minutes each', async () => {
    const { guid, gateway, poll, clock } = await open();
    const first = await guid();
    const code = async (with_: string) =>
      (await gateway('calldata/900/callnums', { guid: with_ })).json()['retcode'];
    expect(guidOf(await poll(first))).toBe('');
    clock.advance(60_000);
    expect(guidOf(await gateway('calldata/900/callnums', { guid: first }))).toBe('');
    const second = guidOf(await poll(first));
    expect(second).toMatch(/\.AgentGateway1$/);
    expect([await code(first), await code(second)]).toEqual(['0', '0']);
    expect(guidOf(await poll(first)), 'a lost reply is made up for').toBe(second);
    clock.advance(60_000);
    expect([await code(first), await code(second)]).toEqual(['000-003', '0']);
  });

  test('are delivered with any reply when delivery is lenient, and never change when authentication is static', async () => {
    const lenient = await open({ gateway: { guidDelivery: 'lenient' } });
    const old = await lenient.guid();
    lenient.clock.advance(60_000);
    expect(guidOf(await lenient.gateway('calldata/900/callnums', { guid: old }))).not.toBe('');
    const fixed = await open({ gateway: { authMode: 'static' } });
    const only = await fixed.guid();
    fixed.clock.advance(110_000);
    expect(guidOf(await fixed.poll(only))).toBe('');
  });

  test('can change with every poll, leaving the older one valid for one request', async () => {
    const { guid, gateway, poll } = await open({ gateway: { guidIntervalMs: 0, supersededGuidCalls: 1 } });
    const first = await guid();
    const second = guidOf(await poll(first));
    const codes = [];
    for (const used of [first, first, second])
      codes.push((await gateway('calldata/900/callnums', { guid: used })).json()['retcode']);
    expect(codes).toEqual(['0', '000-003', '0']);
  });

  test('can be requested', async () => {
    const { guid, gateway } = await open();
    const first = await guid();
    const reply = await gateway('onlineagent/900/updateGuid', { method: 'PUT', guid: first });
    const second = z.object({ result: z.object({ guid: z.string() }) }).parse(reply.json()).result.guid;
    expect((await gateway('calldata/900/callnums', { guid: second })).json()).toMatchObject({ retcode: '0' });
  });

  test('need the load balancer’s cookie where sessions are sticky', async () => {
    const { signIn, gateway } = await open({ gateway: { stickyCookie: true } });
    const reply = await signIn();
    const cookie = String(reply.headers['set-cookie']?.[0]).split(';')[0] ?? '';
    const asked = (headers: Record<string, string>) =>
      gateway('calldata/900/callnums', { guid: guidOf(reply), headers });
    expect((await asked({})).json()).toMatchObject({ retcode: '100-006' });
    expect((await asked({ cookie })).json()).toMatchObject({ retcode: '0' });
  });
});

describe('a failing gateway', () => {
  test('loses all sessions in a crash, and refuses sign-in for two minutes', async () => {
    const { guid, gateway, signIn, simulator, clock } = await open();
    const current = await guid();
    simulator.gateway.restart();
    expect((await gateway('calldata/900/callnums', { guid: current })).json()).toMatchObject({
      retcode: '100-006',
    });
    expect((await signIn()).json()).toMatchObject({ retcode: '100-002' });
    clock.advance(119_999);
    expect((await signIn()).json()).toMatchObject({ retcode: '100-002' });
    clock.advance(1);
    expect((await signIn()).json()).toMatchObject({ retcode: '0' });
  });

  test('cuts connections when it crashes', async () => {
    const { guid, poll, simulator } = await open({ pollWaitMs: 10_000 });
    const current = await guid();
    for (let event = 0; event < 3; event += 1) await poll(current);
    const waiting = poll(current).then(
      () => 'answered',
      (error: Error) => error.message,
    );
    await expect.poll(() => simulator.gateway.sessions[0]?.polling).toBe(true);
    simulator.gateway.restart({ refuseSignInMs: 0 });
    expect(await waiting).toMatch(/socket hang up|ECONNRESET/);
  });

  test('can restart cleanly, lose sessions, and change every GUID at once', async () => {
    const { guid, gateway, poll, signIn, simulator } = await open();
    const code = async (used: string) =>
      (await gateway('calldata/900/callnums', { guid: used })).json()['retcode'];
    await guid();
    simulator.gateway.restart({ refuseSignInMs: 0 });
    const second = guidOf(await signIn());
    simulator.gateway.dropSessions();
    expect(await code(second)).toBe('100-006');
    const third = guidOf(await signIn());
    simulator.gateway.rotateGuids();
    expect(await code(third)).toBe('0');
    const fourth = guidOf(await poll(third));
    simulator.gateway.rotateGuids({ oldGuid: 'dead' });
    expect(await code(fourth)).toBe('000-003');
  });

  test('refuses the bot while its agent is signed in elsewhere', async () => {
    const { guid, gateway, signIn, simulator } = await open();
    const current = await guid();
    simulator.gateway.occupyBotAgent();
    expect((await gateway('calldata/900/callnums', { guid: current })).json()).toMatchObject({
      retcode: '100-006',
    });
    expect((await signIn()).json()).toMatchObject({ retcode: '100-002' });
    simulator.gateway.freeBotAgent();
    expect((await signIn()).json()).toMatchObject({ retcode: '0' });
  });

  test('can be unplugged and plugged in again at the same address', async () => {
    const { signIn, simulator } = await open();
    await simulator.gateway.unplug();
    await expect(signIn()).rejects.toThrow('ECONNREFUSED');
    await simulator.gateway.plugIn();
    expect((await signIn()).json()).toMatchObject({ retcode: '0' });
  });
});
