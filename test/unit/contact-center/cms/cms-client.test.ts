import { describe, expect, test } from 'vitest';
import { type CmsClient, createCmsClient } from '../../../../src/contact-center/cms/cms-client.ts';
import { type AgentId, toAgentId } from '../../../../src/domain/floor/agent-id.ts';
import type { Ask } from '../../../../src/domain/floor/reading.ts';
import { floorFrom, type QueueId, type Snapshot } from '../../../../src/domain/floor/snapshot.ts';
import { createManualClock, NINE } from '../../../support/clocks/manual-clock.ts';
import { type CmsAnswer, createScriptedCms, refusal, success } from '../../../support/peers/scripted-cms.ts';

const AGENT = agentId(1099);

function agentId(id: number): AgentId {
  const checked = toAgentId(id);
  if (checked === undefined) throw new Error(`${id} is no agent id`);
  return checked;
}

function ask(): Ask {
  return { signal: AbortSignal.timeout(15_000), urgency: 'person' };
}

function open(answer: CmsAnswer) {
  const upstream = createScriptedCms(answer);
  const keys = { accessKey: 'AK', secretKey: 'SK', timestamp: 'seconds' } as const;
  const client = createCmsClient({
    client: upstream,
    clock: createManualClock(),
    host: 'cms',
    keys,
    ccId: 1,
    vdn: 170,
  });
  return { client, questions: upstream.questions };
}

const questions = {
  callIds: (client: CmsClient) => client.callIds(AGENT, ask()),
  statistics: (client: CmsClient) => client.statistics(AGENT, ask()),
  agent: (client: CmsClient) => client.agent(AGENT, ask()),
  queueNames: (client: CmsClient) => client.queueNames(ask()),
  queueWaits: (client: CmsClient) => client.queueWaits([1], ask()),
};

/** A record as on the page of `agent/agentbyworkno`, which has its own name for the CTI state. */
const RECORD = {
  workNo: '1099',
  vdnId: 170,
  citStatus: 5,
  name: 'Liu Kai',
  phoneNumber: '88880026',
  loginDate: NINE - 3_600_000,
  currentStateTime: 12,
  mediaType: 'TTF',
  status: 7,
};
const PERSON = {
  id: 1099,
  name: 'Liu Kai',
  state: 'on-call',
  secondsInState: 12,
  reason: null,
  signedInAt: NINE - 3_600_000,
  queues: null,
};
const FIGURES = ['5', '2', '4000', '328'];

function indicators(asked: unknown, values: readonly unknown[] = FIGURES) {
  const ids = Array.isArray(asked) ? asked : [];
  return [{ id: '1099', idxs: ids.map((id, index) => ({ id, val: values[index] })) }];
}

describe('what the CMS answers', () => {
  test.for([
    ['callIds', ['1605492949-1447'], ['1605492949-1447']],
    ['callIds', [], []],
    ['callIds', null, []],
    ['agent', RECORD, PERSON],
    ['agent', [RECORD], PERSON],
    ['agent', { ...RECORD, citStatus: undefined, ctiStatus: '1' }, { ...PERSON, state: 'available' }],
    [
      'agent',
      { ...RECORD, citStatus: null, name: '', loginDate: 0 },
      { ...PERSON, name: null, signedInAt: null },
    ],
    ['agent', { ...RECORD, citStatus: 10 }, { ...PERSON, state: 'other(10)' }],
    ['queueNames', [{ id: 1, name: 'Sales' }], new Map([[1, 'Sales']])],
    [
      'queueWaits',
      [
        {
          id: '1',
          idxs: [
            { id: 'IDX_COUNT_REAL_SKILL_QUEUE', val: '3' },
            { id: 'IDX_DURATION_SKILL_MAX_QUEUE_ACK', val: 41 },
          ],
        },
        { id: '2', idxs: [{ id: 'IDX_COUNT_REAL_SKILL_QUEUE', val: '' }] },
      ],
      new Map([[1, { calls: 3, longestSeconds: 41 }]]),
    ],
    [
      'queueNames',
      [{ id: 1, name: 'Sales' }, { id: 2, name: null }, { id: 3, name: 7 }, { name: 'Lost' }, 'x', { id: 4 }],
      new Map([[1, 'Sales']]),
    ],
    [
      'queueWaits',
      [
        { id: '2', idxs: null },
        {
          id: '1',
          idxs: [
            null,
            { id: 'IDX_COUNT_REAL_SKILL_QUEUE', val: '3' },
            { id: 'IDX_DURATION_SKILL_MAX_QUEUE_ACK', val: 41 },
          ],
        },
      ],
      new Map([[1, { calls: 3, longestSeconds: 41 }]]),
    ],
  ] as const)('to %s with %o is the value %o, taken now', async ([question, payload, value]) => {
    const { client } = open(() => success(payload));
    expect(await questions[question](client)).toEqual({ kind: 'value', value, takenAt: NINE });
  });

  test.for([
    ['callIds', 'agent/queryagentcalls', { agentId: 1099 }],
    ['agent', 'agent/agentbyworkno', { agentId: 1099 }],
    ['queueNames', 'configures/skills', {}],
  ] as const)('to %s is asked for at %s, flat', async ([question, path, parameters]) => {
    const { client, questions: asked } = open(() => success([RECORD]));
    await questions[question](client).catch(() => undefined);
    expect(asked[0]).toMatchObject({ path, style: 'flat', parameters: { ccId: 1, vdn: 170, ...parameters } });
  });

  test.for([
    ['callIds', '0100002', { kind: 'unknown-agent', takenAt: NINE }],
    ['agent', '0100002', { kind: 'unknown-agent', takenAt: NINE }],
    ['statistics', '0100002', { kind: 'unknown-agent', takenAt: NINE }],
  ] as const)('to %s with %s is %o', async ([question, code, expected]) => {
    const { client } = open(() => refusal(code));
    expect(await questions[question](client)).toEqual(expected);
  });

  test('is "signed out" for an agent with that state, whatever the year of the sign-in', async () => {
    const { client } = open(() => success({ ...RECORD, citStatus: 0, loginDate: 4_294_967_295_000 }));
    expect(await client.agent(AGENT, ask())).toEqual({ kind: 'signed-out', takenAt: NINE });
  });

  test.for([null, '', []])('is "unknown agent" for %o', async (nothing) => {
    const { client } = open(() => success(nothing));
    expect(await client.agent(AGENT, ask())).toEqual({ kind: 'unknown-agent', takenAt: NINE });
  });

  test.for([
    ['callIds', 'none'],
    ['callIds', [{ callId: '1' }]],
    ['agent', {}],
    ['agent', 'none'],
    ['agent', { ...RECORD, workNo: 7 }],
    ['agent', { ...RECORD, workNo: 1101 }],
    [
      'agent',
      [
        { ...RECORD, workNo: 1101 },
        { ...RECORD, workNo: 1102 },
      ],
    ],
    ['statistics', [{ id: '1101', idxs: [] }]],
    ['queueWaits', [{ id: '7', idxs: [] }]],
    ['statistics', [{ id: '1099', idxs: [] }]],
    ['queueNames', [{ id: 'x', name: 'Sales' }]],
    ['queueWaits', [{ id: '1', idxs: null }]],
    ['queueWaits', { id: '1', idxs: [] }],
  ] as const)('to %s with %o has another shape than documented', async ([question, payload]) => {
    const { client } = open(() => success(payload));
    await expect(questions[question](client)).rejects.toMatchObject({ code: 'upstream-garbled' });
  });

  test.for([
    ['queueNames', '0100002'],
    ['queueWaits', '0100002'],
  ] as const)('to %s with %s is a rejection: no person chose a parameter', async ([question, code]) => {
    const { client } = open(() => refusal(code));
    await expect(questions[question](client)).rejects.toMatchObject({ code: 'upstream-rejected' });
  });
});

test.for([[[]], [[0, 5_001]]] as const)(
  'is empty without a request for no queue or impossible ones (%o)',
  async ([ids]) => {
    const { client, questions: asked } = open(() => success([]));
    expect(await client.queueWaits(ids, ask())).toEqual({ kind: 'nothing-to-ask' });
    expect(asked).toEqual([]);
  },
);

test('is complete for the other queues beside an impossible one', async () => {
  const { client, questions: asked } = open(() => success([]));
  await client.queueWaits([6_000, 1], ask());
  expect(asked.map(({ parameters }) => parameters['skillIds'])).toEqual([[1]]);
});

describe('the figures of an agent’s day', () => {
  test('are inbound and outbound talk time together', async () => {
    const { client, questions: asked } = open(({ parameters }) =>
      success(indicators(parameters['indexIds'])),
    );
    expect(await client.statistics(AGENT, ask())).toMatchObject({
      value: { answered: 5, outbound: 2, talkSeconds: 4328 },
    });
    expect(asked[0]).toMatchObject({ path: 'hisindex/agent', parameters: { agentIds: [1099] } });
  });

  test('are requested without the outbound talk time if the site does not know it, which is remembered', async () => {
    const { client, questions: asked } = open(({ parameters }) => {
      const ids = parameters['indexIds'];
      return Array.isArray(ids) && ids.includes('IDX_DURATION_AGENT_CALL_OUT')
        ? refusal('0100002')
        : success(indicators(ids));
    });
    const expected = { kind: 'value', value: { answered: 5, outbound: 2, talkSeconds: 4000 } };
    expect(await client.statistics(AGENT, ask())).toMatchObject(expected);
    expect(await client.statistics(AGENT, ask())).toMatchObject(expected);
    expect(asked).toHaveLength(3);
  });

  test('are none for a signed-out agent', async () => {
    const { client } = open(() => success([]));
    expect(await client.statistics(AGENT, ask())).toEqual({ kind: 'signed-out', takenAt: NINE });
  });
});

async function floorOf(client: CmsClient, queueIds: readonly QueueId[]): Promise<Snapshot> {
  const [roster, members] = await Promise.all([client.roster(ask()), client.queueMembers(queueIds, ask())]);
  if (roster.kind !== 'value' || members.kind !== 'value') throw new Error('no floor');
  return floorFrom(roster.value, members.value);
}

describe('the floor', () => {
  test('is the sum of all pages at the present instant', async () => {
    const { client } = open(({ path }) =>
      path === 'vdn/totalagentabstractex3'
        ? success([], { count: 2 })
        : success({ totalLoginAgent: 2, talkingNum: 1, idleAgent: 0, busyAgent: 1 }),
    );
    expect(await client.floorTotals(ask())).toEqual({
      kind: 'value',
      value: { signedIn: 2, onCall: 1, available: 0, notReady: 1 },
      takenAt: NINE,
    });
  });

  test('without a gateway has the signed-in agents with the queues of each', async () => {
    const { client } = open(({ path }) =>
      path === 'vdn/totalagentabstractex3'
        ? success(
            [
              { agentId: 1099, currentState: 5, currentStateTime: '12' },
              { agentId: '1100', currentState: '1' },
              { agentId: 1101, currentState: 0 },
              { agentId: 7, currentState: 1 },
              'nobody',
            ],
            { count: 5 },
          )
        : success([
            { skillId: 1, agentIds: [1099, '1100', 1101, 4242] },
            { skillId: '2', agents: [{ agentId: 1099 }] },
          ]),
    );
    const snapshot = await floorOf(client, [1, 2]);
    const unsaid = { name: null, reason: null, signedInAt: null };
    expect(snapshot).toMatchObject({ malformedRecords: 2, queuesRead: new Set([1, 2]) });
    expect([...snapshot.agents.values()]).toEqual([
      { ...unsaid, id: 1099, state: 'on-call', secondsInState: 12, queues: [1, 2] },
      { ...unsaid, id: 1100, state: 'available', secondsInState: null, queues: [1] },
    ]);
    expect(snapshot.queues).toEqual(
      new Map([
        [1, [1099, 1100]],
        [2, [1099]],
      ]),
    );
  });
});
