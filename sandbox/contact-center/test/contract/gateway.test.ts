import { describe, expect, test } from 'vitest';
import type { StatisticsOutsideCall } from '../../gateway/routes/call-data.ts';
import { open } from '../support/contact-center-client.ts';

describe('gateway queries', () => {
  test('callnums returns the number of active calls as a number', async () => {
    const { guid, gateway, simulator } = await open();
    const current = await guid();
    expect((await gateway('calldata/900/callnums', { guid: current })).json()).toEqual({
      message: '',
      retcode: '0',
      result: 0,
    });
    simulator.world.startCall(900);
    simulator.world.startCall(900, { direction: 'out' });
    expect((await gateway('calldata/900/callnums', { guid: current })).json()).toMatchObject({ result: 2 });
  });

  test('statisticsEx returns talk seconds including the call in progress, answered and outbound calls', async () => {
    const { guid, gateway, simulator, clock } = await open();
    const current = await guid();
    simulator.world.startCall(900);
    clock.advance(30_000);
    simulator.world.endCall(900);
    simulator.world.startCall(900, { direction: 'out' });
    clock.advance(12_000);
    expect((await gateway('calldata/900/statisticsEx', { guid: current })).json()).toEqual({
      message: '',
      retcode: '0',
      result: { talktime: 42, answernums: 1, calloutnums: 1 },
    });
  });

  test.for<[StatisticsOutsideCall, object]>([
    ['100-007', { retcode: '100-007', result: '' }],
    ['zeros', { retcode: '0', result: { talktime: 0, answernums: 0, calloutnums: 0 } }],
    ['values', { retcode: '0', result: { talktime: 30, answernums: 1, calloutnums: 0 } }],
  ])(
    'statisticsEx without a call answers with %s, as configured',
    async ([statisticsOutsideCall, expected]) => {
      const { guid, gateway, simulator, clock } = await open({ gateway: { statisticsOutsideCall } });
      const current = await guid();
      simulator.world.startCall(900);
      clock.advance(30_000);
      simulator.world.endCall(900);
      expect((await gateway('calldata/900/statisticsEx', { guid: current })).json()).toMatchObject(expected);
    },
  );

  test('allonlineagents has the shape of the documented example, string for string', async () => {
    const { guid, gateway, simulator, clock } = await open({ agents: 0, queues: 0, vdn: 214 });
    simulator.world.addQueue({ id: 1, name: 'Sales' });
    simulator.world.addQueue({ id: 2, name: 'Chat', mediaType: 53 });
    simulator.world.addQueue({ id: 3, name: 'Nobody here' });
    const first = { phone: '88880026', mediaType: 'TFF', stateForSeconds: 527, signedInForSeconds: 3600 };
    simulator.world.addAgent({ id: 2005, name: 'liukai011', queues: [1], ...first });
    simulator.world.addAgent({ id: 2007, name: '', queues: [1, 2], phone: '88880027', stateForSeconds: 28 });
    simulator.world.addAgent({ id: 2008, name: 'Not here', queues: [1], signedIn: false });
    const common = {
      groupid: 0,
      groupname: null,
      skilllist: [],
      vdnid: 214,
      callids: [],
      inMultimediaConf: 0,
      currentStateReason: 0,
    };
    const idle = { ...common, status: '4', ctiStatus: '1' };
    const of2005 = {
      ...idle,
      workno: '2005',
      name: 'liukai011',
      mediatype: 'TFF',
      phonenumber: '88880026',
      currentstatetime: 527,
      logindate: clock.now() - 3_600_000,
    };
    const of2007 = {
      ...idle,
      workno: '2007',
      name: '',
      mediatype: 'TTF',
      phonenumber: '88880027',
      currentstatetime: 28,
      logindate: clock.now() - 28_000,
    };
    expect((await gateway('agentgroup/900/allonlineagents', { guid: await guid() })).json()).toEqual({
      message: '',
      retcode: '0',
      result: [
        { skillId: 1, agent: [of2005, of2007], skillMediaType: 5 },
        { skillId: 2, agent: [of2007], skillMediaType: 53 },
      ],
    });
  });

  test.for([
    [1, '4'],
    [2, '7'],
    [3, '7'],
    [4, '7'],
    [5, '7'],
    [6, '5'],
    [7, '3'],
    [8, '8'],
    [9, '0'],
    [0, '2'],
  ] as const)('platform state %i shows as status %s', async ([state, status]) => {
    const { guid, gateway, simulator } = await open();
    simulator.world.setState(1099, state);
    const reply = await gateway('agentgroup/900/agentbyworkno/1099', { guid: await guid() });
    expect(reply.json()).toMatchObject({ result: { workno: '1099', ctiStatus: String(state), status } });
  });

  test.for<[string, string]>([
    ['600-005 where the VDN has no queues', 'agentgroup/900/allonlineagents'],
    ['300-002 for an unknown agent', 'agentgroup/900/agentbyworkno/4711'],
    ['000-002 for a target that is no agent id', 'agentgroup/900/agentbyworkno/1e3'],
    ['000-002 for a caller that is no agent id', 'calldata/100/callnums'],
    ['000-002 for a caller beyond the range', 'calldata/1000000/callnums'],
    ['100-006 for a caller that is not signed in', 'calldata/4711/callnums'],
  ])('are refused with %s', async ([name, path]) => {
    const { guid, gateway } = await open({ agents: 0, queues: 0 });
    const reply = await gateway(path, { guid: await guid() });
    expect(reply.status).toBe(200);
    expect(reply.json()).toEqual({ message: expect.any(String), retcode: name.slice(0, 7), result: '' });
  });

  test('need the GUID of the agent in the path, unless the gateway is configured otherwise', async () => {
    const { guid, gateway, simulator } = await open();
    const current = await guid();
    const ask = async (used?: string) =>
      (await gateway('calldata/1099/callnums', used === undefined ? {} : { guid: used })).json();
    expect(await ask(current)).toMatchObject({ retcode: '000-003' });
    expect(await ask()).toMatchObject({ retcode: '000-003' });
    simulator.gateway.rules.crossAgentCode = '100-006';
    expect(await ask(current)).toMatchObject({ retcode: '100-006' });
    simulator.gateway.rules.crossAgent = 'open';
    expect(await ask(current)).toMatchObject({ retcode: '0', result: 0 });
    simulator.world.signOut(1099);
    expect(await ask(current)).toMatchObject({ retcode: '100-006' });
  });

  test('return another agent’s call ids, and the calls behind them', async () => {
    const { guid, gateway, simulator } = await open();
    const current = await guid();
    const call = simulator.world.startCall(1099, { queueId: 2 });
    expect(call.id).toMatch(/^\d{10}-\d+$/);
    expect((await gateway('calldata/900/allcallinfoEx/1099', { guid: current })).json()).toMatchObject({
      result: [call.id],
    });
    const info = await gateway(`calldata/900/callinfobycallid/${call.id}`, { guid: current });
    expect(info.json()).toMatchObject({ result: { callid: call.id, callskill: 'Support', callskillid: 2 } });
  });

  test('list queues with names, calls waiting, the longest wait, and their agents', async () => {
    const { guid, gateway, simulator, clock } = await open();
    const current = await guid();
    simulator.world.addWaitingCall(1, { waitedSeconds: 40 });
    simulator.world.addWaitingCall(1);
    clock.advance(5000);
    expect((await gateway('queuedevice/900/agentvdnskill', { guid: current })).json()).toMatchObject({
      result: [
        { id: 1, name: 'Sales', mediatype: 5 },
        { id: 2, name: 'Support', mediatype: 53 },
      ],
    });
    expect((await gateway('queuedevice/900/skillwaitnum/1', { guid: current })).json()).toMatchObject({
      result: 2,
    });
    const body = JSON.stringify({ skills: [1, 2] });
    expect(
      (await gateway('queuedevice/900/queryacdstat', { method: 'POST', guid: current, body })).json(),
    ).toMatchObject({
      result: [
        {
          deviceNo: 1,
          queueSize: 2,
          queueTime: 45,
          loggedOnAgents: 1,
          availAgents: 1,
          skillDescrip: 'Sales',
        },
        {
          deviceNo: 2,
          queueSize: 0,
          queueTime: 0,
          loggedOnAgents: 1,
          availAgents: 1,
          skillDescrip: 'Support',
        },
      ],
    });
    expect((await gateway('agentgroup/900/agentbyskill/2', { guid: current })).json()).toMatchObject({
      result: [{ workno: '1099' }],
    });
  });

  test('return the causes of breaks, the skills of an agent and the caller’s own state', async () => {
    const { guid, gateway } = await open();
    const current = await guid();
    const result = async (path: string) => (await gateway(path, { guid: current })).json()['result'];
    expect(await result('agentgroup/900/restreason')).toContainEqual({
      restReasonId: 1,
      restReason: 'Lunch',
    });
    expect(await result('onlineagent/900/agentskillsbyworkno/1099')).toMatchObject([{ id: 1 }, { id: 2 }]);
    expect(await result('onlineagent/900/agentstatus')).toEqual({ agentState: 4, isWorking: false });
  });

  test('are rejected beyond five in two seconds for one caller', async () => {
    const { guid, gateway, simulator } = await open({
      gateway: { overload: { limit: 5, windowMs: 60_000, answer: '100-007' } },
    });
    const current = await guid();
    const ask = () => gateway('calldata/900/callnums', { guid: current });
    const codes = [];
    for (let asked = 0; asked < 6; asked += 1) codes.push((await ask()).json()['retcode']);
    expect(codes).toEqual(['0', '0', '0', '0', '0', '100-007']);
    expect(simulator.requests.overloaded).toBe(true);
    expect(simulator.requests.peakPerTwoSeconds(900)).toBe(6);
    simulator.gateway.rules.overload.answer = 429;
    expect((await ask()).status).toBe(429);
    simulator.gateway.rules.overload.windowMs = 1;
    await expect.poll(async () => (await ask()).status).toBe(200);
  });

  test('are answered with 100-007 while the platform is unavailable to the gateway', async () => {
    const { guid, gateway, simulator } = await open();
    const current = await guid();
    simulator.gateway.rules.backendDown = true;
    expect((await gateway('agentgroup/900/allonlineagents', { guid: current })).json()).toMatchObject({
      retcode: '100-007',
    });
  });

  test('get a web page with 404 for an unknown path, and with 405 for another method', async () => {
    const { gateway } = await open();
    const missing = await gateway('calldata/900/nothing');
    expect([missing.status, missing.headers['content-type']]).toEqual([404, 'text/html; charset=UTF-8']);
    expect((await gateway('calldata/900/callnums', { method: 'POST' })).status).toBe(405);
  });

  test('are logged without secrets', async () => {
    const { guid, gateway, simulator, clock } = await open();
    const routes: string[] = [];
    simulator.onRequest((entry) => routes.push(`${entry.route} ${entry.status} ${entry.code}`));
    const current = await guid();
    await gateway('calldata/1099/callnums?x=1', { guid: current });
    await expect.poll(() => routes).toEqual(['sign-in 200 0', 'callnums 200 000-003']);
    const [, asked] = simulator.requests.all();
    expect(asked).toMatchObject({
      upstream: 'gateway',
      method: 'GET',
      agentId: 1099,
      receivedAt: clock.now(),
      inFlight: 1,
    });
    expect(asked?.path).toBe('/agentgateway/resource/calldata/1099/callnums');
    expect([simulator.requests.count('gateway', 'callnums'), simulator.requests.count('gateway')]).toEqual([
      1, 2,
    ]);
    const log = JSON.stringify(simulator.requests.all());
    for (const secret of [simulator.bot.password, simulator.bot.phone, current])
      expect(log).not.toContain(secret);
  });
});
