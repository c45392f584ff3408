import { describe, expect, test, vi } from 'vitest';
import type { Fact } from '../../../src/domain/floor/fact.ts';
import type { AgentOnFloor } from '../../../src/domain/floor/snapshot.ts';
import { createFacts } from '../../../src/queries/facts.ts';
import { QUERY_TIMING } from '../../../src/queries/facts-options.ts';
import type { CmsPort, GatewayPort } from '../../../src/queries/ports.ts';
import { SOURCES } from '../../../src/queries/sources.ts';
import { createManualClock, NINE } from '../../support/clocks/manual-clock.ts';
import { failure, noAnswer } from '../../support/floors/unknown-facts.ts';
import {
  agentId,
  fails,
  floor,
  gives,
  person,
  scriptedCms,
  scriptedGateway,
  value,
} from '../../support/peers/scripted-ports.ts';

const A = agentId(1099);
const FIGURES = { talkSeconds: 4328, answered: 5, outbound: 0 };
const TALKING = person(1099, 'on-call');
const IDLE = person(1099, 'available');

interface Connected {
  readonly gateway?: Partial<GatewayPort>;
  readonly cms?: Partial<CmsPort>;
}

/** Creates both upstreams. Interfaces that are not given fail; `undefined` is an upstream that is not connected. */
function open({ gateway, cms }: Connected) {
  const clock = createManualClock();
  const ports = {
    gateway: gateway && scriptedGateway(gateway),
    cms: cms && scriptedCms(cms),
  };
  const facts = createFacts({
    ...ports,
    ownAgentId: 2005,
    queueNames: new Map(),
    clock,
    timing: QUERY_TIMING,
  });
  return { ...ports, clock, facts };
}

function from<T>(of: T, source: (typeof SOURCES)[keyof typeof SOURCES], stale = false): Fact<T> {
  return { kind: 'known', value: of, source, takenAt: NINE, stale };
}

function knows(agent: AgentOnFloor): Promise<Fact<AgentOnFloor>> {
  return Promise.resolve(from(agent, SOURCES.allOnlineAgents));
}

const SILENT = [failure('CC-Gateway', 'upstream-unreachable'), failure('CC-CMS', 'upstream-unreachable')];
const OUT = { kind: 'signed-out', source: SOURCES.gatewayAgent, takenAt: NINE };
const refusedToUs = gives<never>({ kind: 'refused', scope: 'agent' });

describe('active calls', () => {
  test('come from the gateway, without a request to the CMS', async () => {
    const { facts, cms } = open({ gateway: { callCount: gives(value(2)) }, cms: {} });
    expect(await facts.callCount(A)).toEqual(from(2, SOURCES.callNums));
    expect(cms?.asked).toEqual([]);
  });

  test.for([
    ['refuses', refusedToUs],
    ['knows no such agent', gives<never>({ kind: 'unknown-agent', takenAt: NINE })],
    ['fails', fails('upstream-reset')],
  ] as const)('are the length of the CMS’s list where the gateway %s', async ([, callCount]) => {
    const { facts } = open({ gateway: { callCount }, cms: { callIds: gives(value(['1-1', '1-2'])) } });
    expect(await facts.callCount(A)).toEqual(from(2, SOURCES.queryAgentCalls));
  });

  test('are zero, not unknown, if the CMS lists none', async () => {
    const { facts } = open({ cms: { callIds: gives(value([])) } });
    expect(await facts.callCount(A)).toEqual(from(0, SOURCES.queryAgentCalls));
  });

  test('are not measured if the gateway refuses and no CMS is connected', async () => {
    const { facts } = open({ gateway: { callCount: refusedToUs } });
    expect(await facts.callCount(A)).toEqual({ kind: 'not-measured' });
  });

  test('share one request with the ids of those calls', async () => {
    const { facts, cms } = open({
      gateway: { callCount: refusedToUs },
      cms: { callIds: gives(value(['1-1'])) },
    });
    const [count, ids] = await Promise.all([facts.callCount(A), facts.callIds(A)]);
    expect(count).toMatchObject({ value: 1 });
    expect(ids).toMatchObject({ value: ['1-1'] });
    expect(cms?.asked).toEqual(['callIds 1099']);
  });

  test('are not requested from the gateway again for ten minutes after it refused', async () => {
    const { facts, gateway, clock } = open({
      gateway: { callCount: refusedToUs },
      cms: { callIds: gives(value([])) },
    });
    await facts.callCount(A);
    clock.advance(599_000);
    await facts.callCount(A);
    expect(gateway?.asked).toEqual(['callCount 1099']);
    clock.advance(2_000);
    await facts.callCount(A);
    expect(gateway?.asked).toHaveLength(2);
  });
});

describe('ids of active calls', () => {
  test('come from the CMS first', async () => {
    const { facts, gateway } = open({ gateway: {}, cms: { callIds: gives(value(['1-1'])) } });
    expect(await facts.callIds(A)).toEqual(from(['1-1'], SOURCES.queryAgentCalls));
    expect(gateway?.asked).toEqual([]);
  });

  test('come from the gateway if the CMS fails', async () => {
    const { facts } = open({ gateway: { callIds: gives(value(['1-2'])) }, cms: {} });
    expect(await facts.callIds(A)).toEqual(from(['1-2'], SOURCES.allCallInfo));
  });
});

describe('call statistics', () => {
  test.for(['on-call', 'ringing'] as const)('of an agent %s come from the gateway', async (state) => {
    const { facts, cms } = open({ gateway: { statistics: gives(value(FIGURES)) }, cms: {} });
    const answer = await facts.statistics(A, knows(person(1099, state)));
    expect(answer).toEqual(from(FIGURES, SOURCES.statisticsEx));
    expect(cms?.asked).toEqual([]);
  });

  test.for(['available', 'wrap-up', 'not-ready', 'on-break', 'training', 'other(10)'] as const)(
    'of an agent %s come from the CMS, and not from the gateway, which might return zeros',
    async (state) => {
      const { facts, gateway } = open({
        gateway: { statistics: gives(value({ talkSeconds: 0, answered: 0, outbound: 0 })) },
        cms: { statistics: gives(value(FIGURES)) },
      });
      const answer = await facts.statistics(A, knows(person(1099, state)));
      expect(answer).toEqual(from(FIGURES, SOURCES.agentIndicators));
      expect(gateway?.asked).toEqual([]);
    },
  );

  test('without the CMS are measured during a call only, and the answer gives so', async () => {
    const { facts } = open({ gateway: { statistics: gives(value(FIGURES)) } });
    expect(await facts.statistics(A, knows(IDLE))).toEqual({ kind: 'not-measured', unlessInCall: true });
  });

  test('are requested from the CMS if the state is unknown', async () => {
    const { facts, gateway } = open({ gateway: {}, cms: { statistics: gives(value(FIGURES)) } });
    const unknown = Promise.resolve(noAnswer('upstream-reset'));
    expect(await facts.statistics(A, unknown)).toEqual(from(FIGURES, SOURCES.agentIndicators));
    expect(gateway?.asked).toEqual([]);
  });

  test('are requested from the CMS if the call ended before the request to the gateway', async () => {
    const { facts } = open({
      gateway: { statistics: gives<never>({ kind: 'not-in-call' }) },
      cms: { statistics: gives(value(FIGURES)) },
    });
    expect(await facts.statistics(A, knows(TALKING))).toEqual(from(FIGURES, SOURCES.agentIndicators));
  });
});

describe('an agent’s state', () => {
  test('comes from the list of all agents, which is read once for all questions', async () => {
    const { facts, gateway } = open({ gateway: { snapshot: gives(value(floor(IDLE, person(1100)))) } });
    expect(await facts.state(A)).toEqual(from(IDLE, SOURCES.allOnlineAgents));
    expect(await facts.state(agentId(1100))).toMatchObject({ kind: 'known' });
    expect(gateway?.asked).toEqual(['snapshot']);
  });

  test('of an agent without a queue comes from the gateway’s single record', async () => {
    const { facts } = open({
      gateway: { snapshot: gives(value(floor())), agent: gives(value(IDLE)) },
      cms: {},
    });
    expect(await facts.state(A)).toEqual(from(IDLE, SOURCES.gatewayAgent));
  });

  test('is "signed out" if the gateway gives so, without a request to the CMS', async () => {
    const { facts, cms } = open({
      gateway: {
        snapshot: gives(value(floor())),
        agent: gives<never>({ kind: 'signed-out', takenAt: NINE }),
      },
      cms: {},
    });
    expect(await facts.state(A)).toEqual(OUT);
    expect(cms?.asked).toEqual([]);
  });

  test('is requested by id for an agent who is listed as signed out', async () => {
    const leaving = person(1099, 'signed-out');
    const { facts } = open({
      gateway: {
        snapshot: gives(value(floor(leaving))),
        agent: gives<never>({ kind: 'signed-out', takenAt: NINE }),
      },
    });
    expect(await facts.state(A)).toEqual(OUT);
  });

  test('comes from the CMS if the gateway has no session', async () => {
    const out = fails('gateway-signed-out');
    const { facts } = open({ gateway: { snapshot: out, agent: out }, cms: { agent: gives(value(IDLE)) } });
    expect(await facts.state(A)).toEqual(from(IDLE, SOURCES.cmsAgent));
  });

  test('of an agent whom the gateway does not know is requested from the CMS', async () => {
    const unknown = gives<never>({ kind: 'unknown-agent', takenAt: NINE });
    const gateway = { snapshot: gives(value(floor())), agent: unknown };
    const known = open({ gateway, cms: { agent: gives(value(IDLE)) } });
    expect(await known.facts.state(A)).toEqual(from(IDLE, SOURCES.cmsAgent));
    const nobody = open({ gateway, cms: { agent: unknown } });
    expect(await nobody.facts.state(A)).toEqual({
      kind: 'unknown-agent',
      said: [SOURCES.gatewayAgent, SOURCES.cmsAgent].map((source) => ({ source, takenAt: NINE })),
      silent: [],
    });
  });

  test('is the last known one, with its time, if everything fails', async () => {
    let snapshot: GatewayPort['snapshot'] = gives(value(floor(IDLE)));
    const { facts, clock } = open({ gateway: { snapshot: (ask) => snapshot(ask) }, cms: {} });
    await facts.state(A);
    clock.advance(60_000);
    snapshot = fails('upstream-reset');
    expect(await facts.state(A)).toEqual(from(IDLE, SOURCES.allOnlineAgents, true));
    clock.advance(840_001);
    expect(await facts.state(A)).toEqual({
      kind: 'no-answer',
      failures: [failure('CC-Gateway', 'upstream-reset'), ...SILENT],
    });
  });
});

describe('the floor’s totals', () => {
  const TOTALS = { signedIn: 10, onCall: 4, available: 3, notReady: 2 };
  const ROSTER = { agents: new Map(), count: 250, malformedRecords: 0, missing: 0 };

  test('come from the CMS, without the bot’s own agent while it is signed in', async () => {
    const cms = { floorTotals: gives(value(TOTALS)), roster: gives(value(ROSTER)) };
    const inside = open({ gateway: { isSignedIn: () => true }, cms });
    expect(await inside.facts.floorTotals()).toEqual(
      from({ ...TOTALS, signedIn: 9, notReady: 1 }, SOURCES.systemState),
    );
    const outside = open({ gateway: { isSignedIn: () => false }, cms });
    expect(await outside.facts.floorTotals()).toEqual(from(TOTALS, SOURCES.systemState));
    const alone = open({ cms });
    expect(await alone.facts.floorTotals()).toEqual(from(TOTALS, SOURCES.systemState));
  });

  test('are requested for as many agents as the list has, if it is read anyway', async () => {
    const floorTotals = vi.fn<CmsPort['floorTotals']>(gives(value(TOTALS)));
    const cms = { floorTotals, roster: gives(value(ROSTER)) };
    const alone = open({ cms });
    await Promise.all([alone.facts.floorTotals(), alone.facts.snapshot()]);
    expect(alone.cms?.asked.filter((asked) => asked === 'roster')).toHaveLength(1);
    expect(floorTotals).toHaveBeenLastCalledWith(expect.anything(), 250);
    const both = open({ cms, gateway: { isSignedIn: () => true, snapshot: gives(value(floor(IDLE))) } });
    await Promise.all([both.facts.floorTotals(), both.facts.snapshot()]);
    expect(both.cms?.asked).toEqual(['floorTotals']);
    expect(floorTotals).toHaveBeenLastCalledWith(expect.anything(), undefined);
  });

  test('never go below zero', async () => {
    const nobody = { signedIn: 0, onCall: 0, available: 0, notReady: 0 };
    const { facts } = open({
      gateway: { isSignedIn: () => true },
      cms: { floorTotals: gives(value(nobody)) },
    });
    expect(await facts.floorTotals()).toMatchObject({ value: nobody });
  });

  test('that are stale do not depend on whether the bot’s own agent is signed in now', async () => {
    let signedIn = true;
    let floorTotals: CmsPort['floorTotals'] = gives(value(TOTALS));
    const { facts, clock } = open({
      gateway: { isSignedIn: () => signedIn },
      cms: { floorTotals: (ask) => floorTotals(ask) },
    });
    await facts.floorTotals();
    clock.advance(60_000);
    signedIn = false;
    floorTotals = fails('upstream-reset');
    expect(await facts.floorTotals()).toMatchObject({ value: { signedIn: 9, notReady: 1 }, stale: true });
  });

  test('are the platform’s only: they have no answer if the CMS fails, and are not measured without one', async () => {
    const gateway = { snapshot: gives(value(floor(person(101, 'on-call')))), isSignedIn: () => true };
    const failing = open({ gateway, cms: { floorTotals: fails('upstream-failed') } });
    expect(await failing.facts.floorTotals()).toEqual(noAnswer('upstream-failed'));
    const absent = open({ gateway });
    expect(await absent.facts.floorTotals()).toEqual({ kind: 'not-measured' });
    expect(absent.gateway?.asked).toEqual([]);
  });
});
