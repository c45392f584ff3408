import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  FAULT_KINDS,
  type FaultEffect,
  type FaultKind,
  type FaultSpec,
  WRONG_TYPES,
} from '../../faults/fault-kinds.ts';
import { type ContactCenter, open, type PlainReply } from '../support/contact-center-client.ts';

const MIB = 1024 * 1024;
const ON_SYSTEMSTATE = { upstream: 'cms', route: 'systemstate' } as const;

const systemstate = ({ cms }: ContactCenter): Promise<PlainReply> =>
  cms('openapi/agentgroup/systemstate', { ccId: 1, vdn: 170, offset: 0, limit: 100 });

interface Shown<Kind extends FaultKind> {
  readonly effect: Extract<FaultEffect, { kind: Kind }>;
  readonly on?: Pick<FaultSpec, 'upstream' | 'route'>;
  readonly ask?: (contactCenter: ContactCenter) => Promise<PlainReply>;
  /** Selects the part of the reply that the test compares; the error's message if there is no reply. */
  readonly see?: (reply: PlainReply) => unknown;
  readonly expected: unknown;
}

const statusAndType = ({ status, headers }: PlainReply): unknown => [status, headers['content-type']];
const body = (reply: PlainReply): unknown => reply.json();
const isJson = ({ text }: PlainReply): boolean => text !== '' && text.endsWith('}');

/** One case for each kind of fault; the type demands that the list is complete. */
const SHOWN: { readonly [Kind in FaultKind]: Shown<Kind> } = {
  slow: {
    effect: { kind: 'slow', ms: 30 },
    see: body,
    expected: expect.objectContaining({ resultCode: '0100000' }),
  },
  hang: {
    effect: { kind: 'hang' },
    ask: async (contactCenter) => {
      const { simulator } = contactCenter;
      const reply = systemstate(contactCenter);
      const cut = async () => {
        await expect.poll(() => simulator.requests.all()[0]?.fault).toBeDefined();
        simulator.cms.cutConnections();
      };
      return (await Promise.all([reply, cut()]))[0];
    },
    expected: 'socket hang up',
  },
  'reset-before-headers': { effect: { kind: 'reset-before-headers' }, expected: 'socket hang up' },
  'reset-mid-body': { effect: { kind: 'reset-mid-body' }, expected: 'aborted' },
  html: {
    effect: { kind: 'html', status: 418 },
    see: statusAndType,
    expected: [418, 'text/html; charset=UTF-8'],
  },
  status: {
    effect: { kind: 'status', status: 503, retryAfter: 'Mon, 23 Nov 2026 09:00:02 GMT' },
    see: ({ status, headers }) => [status, headers['retry-after']],
    expected: [503, 'Mon, 23 Nov 2026 09:00:02 GMT'],
  },
  unauthorized: { effect: { kind: 'unauthorized' }, see: ({ status }) => status, expected: 401 },
  'truncated-json': {
    effect: { kind: 'truncated-json' },
    see: (reply) => [...[statusAndType(reply)].flat(), isJson(reply)],
    expected: [200, 'application/json;charset=UTF-8', false],
  },
  'empty-body': {
    effect: { kind: 'empty-body' },
    see: ({ status, text }) => [status, text],
    expected: [200, ''],
  },
  'wrong-types': {
    effect: { kind: 'wrong-types', variant: 'numbers-as-strings' },
    see: body,
    expected: expect.objectContaining({ resultDesc: expect.objectContaining({ totalLoginAgent: '1' }) }),
  },
  'huge-body': {
    effect: { kind: 'huge-body', bytes: 30 * MIB },
    see: (reply) => [reply.bytes.length, reply.json()['resultCode']],
    expected: [30 * MIB, '0100000'],
  },
  retcode: {
    effect: { kind: 'retcode', retcode: '100-003' },
    on: { upstream: 'gateway', route: 'sign-in' },
    ask: ({ signIn }) => signIn(),
    see: body,
    expected: { message: 'the resource is not available', retcode: '100-003', result: '' },
  },
  'result-code': {
    effect: { kind: 'result-code', resultCode: '0101003' },
    see: body,
    expected: { resultCode: '0101003', resultDesc: '权限不足' },
  },
  contradiction: {
    effect: { kind: 'contradiction' },
    see: body,
    expected: expect.objectContaining({ result: '0', resultCode: '0100001', resultDesc: expect.any(Object) }),
  },
  'duplicate-rows': {
    effect: { kind: 'duplicate-rows' },
    on: { upstream: 'cms' },
    ask: ({ cms }) => cms('openapi/vdn/totalagentstate', { ccId: 1, vdn: 170 }),
    see: (reply) => reply.json()['resultDesc'],
    expected: [900, 900, 1099, 1099].map((agentId) => expect.objectContaining({ agentId })),
  },
  'sentinel-figures': {
    effect: { kind: 'sentinel-figures' },
    on: { upstream: 'cms' },
    ask: ({ cms }) => cms('openapi/vdn/totalagentabstractex3', { ccId: 1, vdn: 170, limit: 10, offset: 0 }),
    see: (reply) => reply.json()['resultDesc'],
    expected: [900, 1099].map((agentId) =>
      expect.objectContaining({ agentId, currentStateTime: 4_294_967_295 }),
    ),
  },
  'rows-about-others': {
    effect: { kind: 'rows-about-others' },
    on: { upstream: 'cms' },
    ask: ({ cms }) => cms('openapi/vdn/totalagentstate', { ccId: 1, vdn: 170 }),
    see: (reply) => reply.json()['resultDesc'],
    expected: [901, 1100].map((agentId) => expect.objectContaining({ agentId })),
  },
  'inconsistent-totals': {
    effect: { kind: 'inconsistent-totals' },
    see: (reply) => reply.json()['resultDesc'],
    expected: { busyAgent: 0, talkingNum: 0, idleAgent: 1, totalLoginAgent: 0 },
  },
  'wrong-charset': {
    effect: { kind: 'wrong-charset' },
    see: (reply) => [...[statusAndType(reply)].flat(), reply.bytes.toString('utf16le').slice(0, 9)],
    expected: [200, 'application/json;charset=UTF-8', '{"result"'],
  },
  gzip: {
    effect: { kind: 'gzip' },
    see: ({ headers, bytes }) => [headers['content-encoding'], gunzipSync(bytes).toString().slice(0, 9)],
    expected: ['gzip', '{"result"'],
  },
  charset: {
    effect: { kind: 'charset', charset: 'gbk' },
    on: { upstream: 'cms', route: 'agentbyworkno' },
    ask: ({ cms, simulator }) => {
      simulator.world.addAgent({ id: 1100, name: '刘凯', queues: [1] });
      return cms('openapi/agent/agentbyworkno', { ccId: 1, vdn: 170, agentId: 1100 });
    },
    see: ({ headers, bytes }) => [headers['content-type'], bytes.includes('c1f5bfad', 0, 'hex')],
    expected: ['application/json;charset=gbk', true],
  },
  'broken-text': {
    effect: { kind: 'broken-text', variant: 'cut-names' },
    on: { upstream: 'cms', route: 'agentbyworkno' },
    ask: ({ cms }) => cms('openapi/agent/agentbyworkno', { ccId: 1, vdn: 170, agentId: 1099 }),
    see: ({ bytes }) => bytes.toString('latin1').includes('Liu Kai\u00e5\u0088"'),
    expected: true,
  },
  waf: {
    effect: { kind: 'waf', page: 'challenge' },
    see: ({ status, headers }) => [status, headers.location, headers['set-cookie']?.length],
    expected: [302, '/', 2],
  },
};

describe('faults', () => {
  test.for(FAULT_KINDS)('$kind: $description', async ({ kind }) => {
    const contactCenter = await open();
    const { effect, on = ON_SYSTEMSTATE, ask = systemstate, see, expected } = SHOWN[kind];
    const fault = contactCenter.simulator.faults.add({ ...effect, ...on });
    const outcome = await ask(contactCenter).then(see, (error: Error) => error.message);
    expect(outcome).toEqual(expected);
    expect(fault.played).toBe(1);
    expect(contactCenter.simulator.requests.all()[0]?.fault).toBe(fault.name);
  });

  test('slow is applied besides another fault, and delays the reply by its time', async () => {
    const contactCenter = await open();
    contactCenter.simulator.faults.add({ ...ON_SYSTEMSTATE, kind: 'slow', ms: 60 });
    contactCenter.simulator.faults.add({ ...ON_SYSTEMSTATE, kind: 'status', status: 502 });
    expect((await systemstate(contactCenter)).status).toBe(502);
    await expect
      .poll(() => contactCenter.simulator.requests.all()[0]?.milliseconds)
      .toBeGreaterThanOrEqual(59);
  });

  test('are applied the given number of times, to one route, and end when removed or cleared', async () => {
    const contactCenter = await open();
    const { faults } = contactCenter.simulator;
    const fault = faults.add({ ...ON_SYSTEMSTATE, kind: 'status', status: 500, times: 2 });
    expect((await contactCenter.cms('ping', {})).status).toBe(200);
    const statuses = [];
    for (let asked = 0; asked < 3; asked += 1) statuses.push((await systemstate(contactCenter)).status);
    expect(statuses).toEqual([500, 500, 200]);
    expect([fault.played, faults.list()]).toEqual([2, []]);
    faults.add({ upstream: 'cms', kind: 'unauthorized' }).remove();
    faults.add({ upstream: 'cms', kind: 'unauthorized' });
    faults.clear();
    expect((await systemstate(contactCenter)).status).toBe(200);
  });

  test('skip the given number of requests: page three fails', async () => {
    const contactCenter = await open();
    contactCenter.simulator.faults.add({
      ...ON_SYSTEMSTATE,
      kind: 'result-code',
      resultCode: '0100999',
      skip: 2,
    });
    const codes = [];
    for (let page = 0; page < 3; page += 1)
      codes.push((await systemstate(contactCenter)).json()['resultCode']);
    expect(codes).toEqual(['0100000', '0100000', '0100999']);
  });

  test('end after their time, if they have one', async () => {
    const contactCenter = await open();
    contactCenter.simulator.faults.add({
      upstream: 'cms',
      kind: 'status',
      status: 429,
      retryAfter: 2,
      forMs: 2000,
    });
    contactCenter.clock.advance(1999);
    expect((await systemstate(contactCenter)).status).toBe(429);
    contactCenter.clock.advance(1);
    expect((await systemstate(contactCenter)).status).toBe(200);
  });

  test('are rejected for a route that the upstream does not have', async () => {
    const { faults } = (await open()).simulator;
    expect(() => faults.add({ upstream: 'cms', route: 'callnums', kind: 'hang' })).toThrow(
      'the cms has no route called callnums',
    );
  });

  test('of one upstream are rejected for the other', async () => {
    const { simulator } = await open();
    expect(() => simulator.faults.add({ upstream: 'cms', kind: 'retcode', retcode: '100-007' })).toThrow(
      'not one of the cms',
    );
  });

  test('huge-body can declare its size, or continue until the client disconnects', async () => {
    const contactCenter = await open();
    const { faults, cms, requests } = contactCenter.simulator;
    faults.add({ ...ON_SYSTEMSTATE, kind: 'huge-body', bytes: MIB, declareLength: true, times: 1 });
    expect((await systemstate(contactCenter)).headers['content-length']).toBe(String(MIB));
    faults.add({ ...ON_SYSTEMSTATE, kind: 'huge-body', bytes: Number.POSITIVE_INFINITY });
    const outcome = systemstate(contactCenter).then(
      () => 'ended',
      (error: Error) => error.message,
    );
    await expect.poll(() => requests.of('cms')[1]?.status).toBe(200);
    cms.cutConnections();
    expect(await outcome).toBe('aborted');
  });

  const SIGNS: Record<(typeof WRONG_TYPES)[number], string> = {
    mixed: '1e400',
    'numbers-as-strings': '"vdnid":"170"',
    nulls: '"workno":null',
    missing: '"workno"',
    extra: '"newField"',
    'unknown-state': '"ctiStatus":"99"',
    negative: '"vdnid":-171',
    '1e400': '"vdnid":1e400',
    'object-for-list': '"result":{"0"',
  };

  test.for(WRONG_TYPES)('wrong-types %s is JSON with an envelope of success', async (variant) => {
    const { gateway, guid, simulator } = await open({ agents: 20 });
    const current = await guid();
    simulator.faults.add({ upstream: 'gateway', kind: 'wrong-types', variant });
    const reply = await gateway('agentgroup/900/allonlineagents', { guid: current });
    expect(reply.json()).toMatchObject({ retcode: '0' });
    expect(reply.text).toContain(SIGNS[variant]);
  });
});
