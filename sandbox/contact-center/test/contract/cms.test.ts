import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type ContactCenter, open } from '../support/contact-center-client.ts';

const HERE = { ccId: 1, vdn: 170 };

const Indicators = z.array(z.object({ id: z.string(), idxs: z.array(z.object({ val: z.string() })) }));
const StateList = z.array(z.object({ agentId: z.number(), state: z.number() }));
const GatewayList = z.object({
  result: z.array(z.object({ agent: z.array(z.object({ workno: z.string(), ctiStatus: z.string() })) })),
});

async function payload({ cms }: ContactCenter, path: string, fields: object = {}): Promise<unknown> {
  return (await cms(`openapi/${path}`, { ...HERE, ...fields })).json()['resultDesc'];
}

async function floorOfTen(): Promise<ContactCenter> {
  const contactCenter = await open({ agents: 0, queues: 0, bot: { agentId: 999 } });
  const states = [
    'talking',
    'talking',
    'idle',
    'busy',
    'signed-out',
    'talking',
    'idle',
    'rest',
    'wrap-up',
  ] as const;
  states.forEach((state, index) => contactCenter.simulator.world.addAgent({ id: 1001 + index, state }));
  return contactCenter;
}

describe('queryagentcalls', () => {
  test('has the shape of the documented example', async () => {
    const { cms, simulator } = await open();
    simulator.world.startCall(1099, { id: '1605492949-1447' });
    const calls = ['1605492949-1447'];
    expect((await cms('openapi/agent/queryagentcalls', { ...HERE, agentId: 1099 })).json()).toEqual({
      result: '0',
      resultCode: '0100000',
      resultDatas: calls,
      resultDesc: calls,
    });
  });

  test('returns two empty lists for an available, a signed-out and an unknown agent', async () => {
    const contactCenter = await open();
    contactCenter.simulator.world.addAgent({ id: 1100, signedIn: false });
    for (const agentId of [1099, 1100, 4711]) {
      const reply = await contactCenter.cms('openapi/agent/queryagentcalls', { ...HERE, agentId });
      expect(reply.json()).toMatchObject({ resultDatas: [], resultDesc: [] });
    }
  });

  test.for([100, 60_000, 69_999, 1_000_000, 'abc', null, 1.5])(
    'answers 0100002 for agent id %s',
    async (agentId) => {
      const reply = await (await open()).cms('openapi/agent/queryagentcalls', { ...HERE, agentId });
      expect(reply.status).toBe(200);
      expect(reply.json()).toEqual({ resultCode: '0100002', resultDesc: expect.any(String) });
    },
  );

  test.for([{ ccId: 0 }, { ccId: 65_536 }, { vdn: 0 }, { vdn: 5001 }, { vdn: undefined }])(
    'answers 0100002 for %o',
    async (fields) => {
      const reply = await (await open()).cms('openapi/agent/queryagentcalls', {
        ...HERE,
        agentId: 1099,
        ...fields,
      });
      expect(reply.json()).toMatchObject({ resultCode: '0100002' });
    },
  );
});

describe('systemstate', () => {
  test('counts the requested page only, by agent id, signed out or not', async () => {
    const contactCenter = await floorOfTen();
    const page = (offset: number, limit: number) =>
      payload(contactCenter, 'agentgroup/systemstate', { offset, limit });
    expect(await page(0, 5)).toEqual({ busyAgent: 1, talkingNum: 2, idleAgent: 1, totalLoginAgent: 4 });
    expect(await page(5, 5)).toEqual({ busyAgent: 0, talkingNum: 1, idleAgent: 1, totalLoginAgent: 4 });
    expect(await page(10, 5)).toEqual({ busyAgent: 0, talkingNum: 0, idleAgent: 0, totalLoginAgent: 0 });
    expect(await page(0, 100)).toEqual({ busyAgent: 1, talkingNum: 3, idleAgent: 2, totalLoginAgent: 8 });
  });

  test('accepts its body flat, wrapped or both, as configured', async () => {
    const { cms, simulator } = await open();
    const page = { ...HERE, offset: 0, limit: 100 };
    const codes = async () => {
      const flat = await cms('openapi/agentgroup/systemstate', page);
      const wrapped = await cms('openapi/agentgroup/systemstate', { queryParam: page });
      return [flat.json()['resultCode'], wrapped.json()['resultCode']];
    };
    expect(await codes()).toEqual(['0100000', '0100000']);
    simulator.cms.rules.systemstateBody = 'wrapped';
    expect(await codes()).toEqual(['0100002', '0100000']);
    simulator.cms.rules.systemstateBody = 'flat';
    expect(await codes()).toEqual(['0100000', '0100002']);
  });

  test.for([
    { offset: 0, limit: 0 },
    { offset: 0, limit: 101 },
    { offset: -1, limit: 10 },
    { offset: 0 },
    { limit: 10 },
  ])('answers 0100002 for %o', async (page) => {
    const reply = await (await open()).cms('openapi/agentgroup/systemstate', { ...HERE, ...page });
    expect(reply.json()).toMatchObject({ resultCode: '0100002' });
  });
});

describe('other interfaces of the CMS', () => {
  test('show one agent, in both spellings', async () => {
    const contactCenter = await open();
    const { clock, cms } = contactCenter;
    expect(await payload(contactCenter, 'agent/agentbyworkno', { agentId: 1099 })).toEqual({
      workNo: '1099',
      vdnId: 170,
      citStatus: 1,
      name: 'Liu Kai',
      phoneNumber: '88881099',
      loginDate: clock.now(),
      currentStateTime: 0,
      mediaType: 'TTF',
      status: 4,
    });
    const twin = await cms('openapi/agentgroup/agentbyworkno', { queryParam: { ...HERE, agentId: 1099 } });
    expect(twin.json()).toEqual({
      result: '0',
      resultDesc: expect.objectContaining({ workno: '1099', ctistatus: 1 }),
    });
  });

  test('date the sign-in of a signed-out agent to the year 2106 and refuse an unknown one', async () => {
    const contactCenter = await open();
    contactCenter.simulator.world.signOut(1099);
    expect(await payload(contactCenter, 'agent/agentbyworkno', { agentId: 1099 })).toMatchObject({
      citStatus: 0,
      status: 2,
      loginDate: 4_294_967_295_000,
    });
    const unknown = await contactCenter.cms('openapi/agent/agentbyworkno', { ...HERE, agentId: 4711 });
    expect(unknown.json()).toMatchObject({ resultCode: '0100001' });
  });

  test('count all agents of the VDN beside a page of them', async () => {
    const { cms } = await open({ agents: 25 });
    const body = (
      await cms('openapi/vdn/totalagentabstractex3', { ...HERE, offset: 20, limit: 1000 })
    ).json();
    expect(body['count']).toBe(26);
    expect(body['resultDesc']).toHaveLength(6);
    expect(
      (await cms('openapi/vdn/totalagentabstractex3', { ...HERE, offset: 0, limit: 1001 })).json(),
    ).toMatchObject({ resultCode: '0100002' });
    expect((await cms('openapi/vdn/totalagentstate', HERE)).json()['resultDesc']).toHaveLength(26);
  });

  test('return today’s figures as strings, settled every five minutes, and yesterday’s after midnight', async () => {
    const contactCenter = await open();
    const { clock, simulator } = contactCenter;
    const figures = async (fields: object = {}) => {
      const indexIds = ['IDX_COUNT_AGENT_CONNECTED', 'IDX_DURATION_AGENT_CALL_IN'];
      const rows = Indicators.parse(
        await payload(contactCenter, 'hisindex/agent', { agentIds: [1099], indexIds, ...fields }),
      );
      return rows.flatMap(({ id, idxs }) => [id, ...idxs.map(({ val }) => val)]);
    };
    expect(await figures()).toEqual(['1099', '5', '4328']);
    simulator.world.startCall(1099);
    clock.advance(100_000);
    simulator.world.endCall(1099);
    expect(await figures(), 'not settled yet').toEqual(['1099', '5', '4328']);
    simulator.cms.rules.realTimeIndicators = true;
    expect(await figures(), 'only indicators marked real-time').toEqual(['1099', '6', '4328']);
    clock.advance(200_000);
    expect(await figures()).toEqual(['1099', '6', '4428']);
    clock.advance(15 * 3_600_000);
    expect(await figures()).toEqual(['1099', '0', '0']);
    expect(await figures({ enableOffset: 'Y' })).toEqual(['1099', '6', '4428']);
    simulator.world.signOut(1099);
    expect(await figures()).toEqual([]);
  });

  test.for([
    { indexIds: ['IDX_UNKNOWN'] },
    { indexIds: [] },
    { agentIds: [] },
    { agentIds: Array.from({ length: 101 }, (_, id) => id) },
  ])('answer 0100002 for indicators of %o', async (fields) => {
    const asked = { ...HERE, agentIds: [1099], indexIds: ['IDX_COUNT_AGENT_CONNECTED'], ...fields };
    expect((await (await open()).cms('openapi/hisindex/agent', asked)).json()).toMatchObject({
      resultCode: '0100002',
    });
  });

  test('list queues with names, waiting calls, longest wait, and agents by state', async () => {
    const contactCenter = await open();
    contactCenter.simulator.world.addWaitingCall(1, { waitedSeconds: 33 });
    expect(await payload(contactCenter, 'configures/skills')).toEqual([
      { id: 1, name: 'Sales', mediaType: 5 },
      { id: 2, name: 'Support', mediaType: 53 },
    ]);
    const indexIds = [
      'IDX_COUNT_REAL_SKILL_QUEUE',
      'IDX_DURATION_SKILL_MAX_QUEUE_ACK',
      'IDX_COUNT_REAL_AGENT_SET_IDLE',
    ];
    const values = (...vals: string[]) => vals.map((val, index) => ({ id: indexIds[index], val }));
    expect(await payload(contactCenter, 'skill/rindex', { skillIds: [1, 2], indexIds })).toEqual([
      { id: '1', idxs: values('1', '33', '1') },
      { id: '2', idxs: values('0', '0', '1') },
    ]);
    expect(await payload(contactCenter, 'realindex/agent/agentsinskill', { skillIds: [2] })).toEqual([
      { skillId: 2, agentIds: [1099] },
    ]);
  });

  test('list the calls of several agents, and the causes of breaks', async () => {
    const contactCenter = await open();
    const call = contactCenter.simulator.world.startCall(1099, { direction: 'out' });
    expect(await payload(contactCenter, 'agentgroup/queryagentcalls', { agentIds: [1099, 4711] })).toEqual([
      {
        agentId: 1099,
        callList: [{ callId: call.id, callStatus: 5, callInOut: 1, mediaType: 5, submediaType: 0 }],
      },
    ]);
    const restReasons = (await contactCenter.cms('openapi/agentgroup/restreasons/1/170')).json();
    expect(restReasons['resultDesc']).toContainEqual({ restReasonId: 1, restReason: 'Lunch' });
  });

  test('return no agents for another VDN', async () => {
    const contactCenter = await open();
    expect(await payload(contactCenter, 'vdn/totalagentstate', { vdn: 171 })).toEqual([]);
    expect(
      await payload(contactCenter, 'agentgroup/systemstate', { vdn: 171, offset: 0, limit: 100 }),
    ).toMatchObject({ totalLoginAgent: 0 });
  });

  test('accept bodies as documented only, or in both forms if configured', async () => {
    const { cms, simulator } = await open({ cms: { bodies: 'lenient' } });
    const ask = async (body: unknown) =>
      (await cms('openapi/agent/queryagentcalls', body)).json()['resultCode'];
    const fields = { ...HERE, agentId: 1099 };
    expect([await ask(fields), await ask({ queryParam: fields })]).toEqual(['0100000', '0100000']);
    simulator.cms.rules.bodies = 'documented';
    expect([await ask(fields), await ask({ queryParam: fields })]).toEqual(['0100000', '0100002']);
  });

  test('answer in each of the five envelopes', async () => {
    const { cms, simulator } = await open();
    const reply = async () => (await cms('openapi/agent/queryagentcalls', { ...HERE, agentId: 1099 })).json();
    const rules = simulator.cms.rules;
    rules.envelope = 'short';
    expect(await reply()).toEqual({ resultCode: '0100000', resultDesc: [] });
    rules.envelope = 'old';
    expect(await reply()).toEqual({ result: '0', resultDesc: [] });
    rules.envelope = 'old-datas';
    expect(await reply()).toEqual({ result: '0', resultDatas: [] });
    rules.envelope = 'return-code';
    expect(await reply()).toEqual({ returnCode: '0', description: 'success', data: [] });
    rules.envelope = undefined;
    const own = await cms('openapi/vdn/queryAgentByStatus', {
      ccId: '1',
      vdn: '170',
      status: '1',
      limit: '10',
      offset: '0',
    });
    expect(own.json()).toMatchObject({ returnCode: '0', data: [{ agentId: 1099, currentState: 1 }] });
  });

  test('agree with the gateway about the floor', async () => {
    const contactCenter = await open({ agents: 30, life: true });
    const { gateway, guid, clock } = contactCenter;
    const current = await guid();
    clock.advance(60_000);
    const listed = await gateway('agentgroup/900/allonlineagents', { guid: current });
    const online = GatewayList.parse(listed.json()).result;
    const seen = new Map(
      online.flatMap(({ agent }) =>
        agent.map(({ workno, ctiStatus }) => [Number(workno), Number(ctiStatus)]),
      ),
    );
    const told = StateList.parse(await payload(contactCenter, 'vdn/totalagentstate'));
    const signedIn = told.filter(({ agentId, state }) => state !== 0 && agentId !== 900);
    expect(new Map(signedIn.map(({ agentId, state }) => [agentId, state]))).toEqual(seen);
  });
});
