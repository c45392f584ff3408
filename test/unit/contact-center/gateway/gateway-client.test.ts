import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  createGatewayClient,
  type GatewayClient,
} from '../../../../src/contact-center/gateway/gateway-client.ts';
import type { Ask } from '../../../../src/domain/floor/reading.ts';
import { createManualClock, NINE } from '../../../support/clocks/manual-clock.ts';
import { agentId } from '../../../support/floors/agent-cards.ts';
import { createRecordingLogger } from '../../../support/peers/recording-logger.ts';
import { createScriptedGateway, retcode } from '../../../support/peers/scripted-gateway.ts';

const AGENT = agentId(1099);
const BOT = { agentId: agentId(2005), password: 'x', phone: '1', signIn: 'loginex' } as const;

function ask(): Ask {
  return { signal: AbortSignal.timeout(15_000), urgency: 'person' };
}

/** Creates a client with a live session whose next query gets this reply. */
async function reading(code: string, result: unknown, question: (client: GatewayClient) => Promise<unknown>) {
  const gateway = createScriptedGateway();
  gateway.query = ({ path }) => (path.endsWith('/agentstatus') ? retcode('0', {}) : retcode(code, result));
  const client = createGatewayClient({
    client: gateway,
    agent: BOT,
    clock: createManualClock(),
    logger: createRecordingLogger(),
  });
  client.session.start();
  try {
    return {
      answer: await question(client),
      path: gateway.requests.find(({ path }) => !/login|event/.test(path))?.path,
    };
  } finally {
    await client.session.stop();
  }
}

const questions = {
  callCount: (client: GatewayClient) => client.callCount(AGENT, ask()),
  statistics: (client: GatewayClient) => client.statistics(AGENT, ask()),
  callIds: (client: GatewayClient) => client.callIds(AGENT, ask()),
  agent: (client: GatewayClient) => client.agent(AGENT, ask()),
  snapshot: (client: GatewayClient) => client.snapshot(ask()),
  queueNames: (client: GatewayClient) => client.queueNames(ask()),
  queueWaits: (client: GatewayClient) => client.queueWaits([1, 2], ask()),
};

const RECORD = { workno: '1099', name: 'Liu Kai', status: '7', ctiStatus: '5', currentstatetime: '12' };
const PERSON = {
  id: 1099,
  name: 'Liu Kai',
  state: 'on-call',
  secondsInState: 12,
  reason: null,
  signedInAt: null,
  queues: null,
};

describe('what the gateway answers', () => {
  test.for([
    ['callCount', 1, 1],
    ['callCount', '2', 2],
    ['callCount', 0, 0],
    [
      'statistics',
      { talktime: 4328, answernums: 5, calloutnums: 0 },
      { talkSeconds: 4328, answered: 5, outbound: 0 },
    ],
    [
      'statistics',
      { talktime: '1', answernums: '2', calloutnums: '3' },
      { talkSeconds: 1, answered: 2, outbound: 3 },
    ],
    ['callIds', ['1456297722-1253', '1456297722-1254'], ['1456297722-1253', '1456297722-1254']],
    ['callIds', [], []],
    ['callIds', null, []],
    ['agent', RECORD, PERSON],
    ['agent', [RECORD], PERSON],
    ['agent', [{ ...RECORD, workno: '1101' }, RECORD], PERSON],
    ['agent', { ...RECORD, currentstatetime: 4_294_967_295 }, { ...PERSON, secondsInState: null }],
    [
      'queueWaits',
      [
        { deviceNo: 1, queueSize: 3, queueTime: -1 },
        { deviceNo: 7, queueSize: 9, queueTime: 9 },
      ],
      new Map([[1, { calls: 3, longestSeconds: null }]]),
    ],
    ['snapshot', [], { agents: new Map(), queues: new Map(), malformedRecords: 0 }],
    [
      'queueNames',
      [
        { id: 1, name: 'Sales' },
        { id: '2', name: ' ' },
      ],
      new Map([[1, 'Sales']]),
    ],
    [
      'queueWaits',
      [{ deviceNo: '1', queueSize: '3', queueTime: 41 }],
      new Map([[1, { calls: 3, longestSeconds: 41 }]]),
    ],
    [
      'queueNames',
      [
        { id: 1, name: 'Sales' },
        { id: 2, name: null },
        { id: null, name: 'Lost' },
      ],
      new Map([[1, 'Sales']]),
    ],
    [
      'queueWaits',
      [{ deviceNo: 1, queueSize: 3, queueTime: 41 }, { deviceNo: 2, queueSize: 0, queueTime: null }, null],
      new Map([[1, { calls: 3, longestSeconds: 41 }]]),
    ],
  ] as const)('to %s with %o is the value %o, taken now', async ([question, result, value]) => {
    const { answer } = await reading('0', result, questions[question]);
    expect(answer).toEqual({ kind: 'value', value, takenAt: NINE });
  });

  test.for([
    ['callCount', '/agentgateway/resource/calldata/1099/callnums'],
    ['statistics', '/agentgateway/resource/calldata/1099/statisticsEx'],
    ['callIds', '/agentgateway/resource/calldata/2005/allcallinfoEx/1099'],
    ['agent', '/agentgateway/resource/agentgroup/2005/agentbyworkno/1099'],
    ['snapshot', '/agentgateway/resource/agentgroup/2005/allonlineagents'],
    ['queueNames', '/agentgateway/resource/queuedevice/2005/agentvdnskill'],
    ['queueWaits', '/agentgateway/resource/queuedevice/2005/queryacdstat'],
  ] as const)('to %s is asked for at %s', async ([question, expected]) => {
    const { path } = await reading('300-002', null, questions[question]);
    expect(path).toBe(expected);
  });

  test.for([
    ['callCount', '000-003', { kind: 'refused', scope: 'route' }],
    ['callCount', '100-006', { kind: 'refused', scope: 'agent' }],
    ['callCount', '900-002', { kind: 'refused', scope: 'agent' }],
    ['callCount', '300-002', { kind: 'unknown-agent', takenAt: NINE }],
    ['callCount', '000-002', { kind: 'unknown-agent', takenAt: NINE }],
    ['callCount', '400-001', { kind: 'value', value: 0, takenAt: NINE }],
    ['statistics', '000-003', { kind: 'refused', scope: 'route' }],
    ['statistics', '100-006', { kind: 'refused', scope: 'agent' }],
    ['statistics', '100-007', { kind: 'not-in-call' }],
    ['statistics', '400-001', { kind: 'not-in-call' }],
    ['statistics', '400-002', { kind: 'not-in-call' }],
    ['callIds', '400-001', { kind: 'value', value: [], takenAt: NINE }],
    ['callIds', '100-006', { kind: 'signed-out', takenAt: NINE }],
    ['callIds', '900-002', { kind: 'refused', scope: 'agent' }],
    ['callIds', '900-004', { kind: 'unknown-agent', takenAt: NINE }],
    ['agent', '100-006', { kind: 'signed-out', takenAt: NINE }],
    ['agent', '000-002', { kind: 'unknown-agent', takenAt: NINE }],
    ['agent', '300-001', { kind: 'refused', scope: 'agent' }],
    ['agent', '300-002', { kind: 'unknown-agent', takenAt: NINE }],
    [
      'snapshot',
      '600-005',
      { kind: 'value', value: { agents: new Map(), queues: new Map(), malformedRecords: 0 }, takenAt: NINE },
    ],
    ['queueNames', '600-005', { kind: 'value', value: new Map(), takenAt: NINE }],
  ] as const)('to %s with %s is %o', async ([question, code, expected]) => {
    const { answer } = await reading(code, '', questions[question]);
    expect(answer).toEqual(expected);
  });

  test.for([null, undefined, '', []])('is "unknown agent" for %o', async (nothing) => {
    const { answer } = await reading('0', nothing, questions.agent);
    expect(answer).toEqual({ kind: 'unknown-agent', takenAt: NINE });
  });

  test('is "signed out" for an agent with that state', async () => {
    const { answer } = await reading('0', { ...RECORD, ctiStatus: '0', status: '2' }, questions.agent);
    expect(answer).toEqual({ kind: 'signed-out', takenAt: NINE });
  });

  test.for([
    ['callCount', '100-007', 'upstream-failed'],
    ['callCount', '999-001', 'upstream-rejected'],
    ['callIds', '100-007', 'upstream-failed'],
    ['callIds', '000-003', 'upstream-rejected'],
    ['agent', '000-004', 'upstream-failed'],
    ['snapshot', '000-002', 'upstream-rejected'],
    ['snapshot', '100-006', 'upstream-rejected'],
    ['snapshot', '100-007', 'upstream-failed'],
  ] as const)('to %s with %s is the failure %s, which names the code', async ([question, code, expected]) => {
    await expect(reading(code, '', questions[question])).rejects.toMatchObject({
      code: expected,
      detail: `retcode ${code}`,
    });
  });

  test.for([
    ['callCount', ''],
    ['callCount', -1],
    ['callCount', 1.5],
    ['callCount', null],
    ['callCount', [1]],
    ['statistics', { talktime: 1 }],
    ['statistics', null],
    ['callIds', [{ id: 1 }]],
    ['callIds', 'none'],
    ['agent', {}],
    ['agent', { ...RECORD, workno: '7' }],
    ['agent', { ...RECORD, workno: '1101' }],
    ['agent', [{ ...RECORD, workno: '1101' }]],
    ['callCount', 4_294_967_295],
    ['statistics', { talktime: 4_294_967_295, answernums: 5, calloutnums: 0 }],
    ['statistics', { talktime: 4_328_000, answernums: 5, calloutnums: 0 }],
    ['statistics', { talktime: 4_328, answernums: -1, calloutnums: 0 }],
    ['queueWaits', [{ deviceNo: 7, queueSize: 3, queueTime: 41 }]],
    ['queueWaits', [{ deviceNo: 1, queueSize: 4_294_967_295, queueTime: 41 }]],
    ['snapshot', { agent: [] }],
    ['queueWaits', [{ deviceNo: 1 }]],
  ] as const)('to %s with %o has another shape than documented', async ([question, result]) => {
    await expect(reading('0', result, questions[question])).rejects.toMatchObject({
      code: 'upstream-garbled',
    });
  });
});

describe('the gateway’s client', () => {
  test('is signed in between start and stop', async () => {
    const gateway = createScriptedGateway();
    const logger = createRecordingLogger();
    const client = createGatewayClient({ client: gateway, agent: BOT, clock: createManualClock(), logger });
    expect(client.isSignedIn()).toBe(false);
    client.session.start();
    await client.snapshot(ask());
    expect(client.isSignedIn()).toBe(true);
    await client.session.stop();
    expect(client.isSignedIn()).toBe(false);
    expect(gateway.count('signOut')).toBe(1);
  });

  test('requests the waits of many queues in several requests', async () => {
    const gateway = createScriptedGateway();
    gateway.query = ({ body = '{}' }) => {
      const { skills } = z.object({ skills: z.array(z.number()) }).parse(JSON.parse(body));
      return retcode(
        '0',
        skills.map((deviceNo) => ({ deviceNo, queueSize: 1, queueTime: 2 })),
      );
    };
    const logger = createRecordingLogger();
    const client = createGatewayClient({ client: gateway, agent: BOT, clock: createManualClock(), logger });
    client.session.start();
    const reading = await client.queueWaits(
      Array.from({ length: 250 }, (_, index) => index + 1),
      ask(),
    );
    expect(reading).toMatchObject({ kind: 'value' });
    expect(reading.kind === 'value' && reading.value.size).toBe(250);
    expect(gateway.count('query')).toBe(3);
    await client.session.stop();
  });
});
