import { describe, expect, test } from 'vitest';
import type { AgentAccess, FloorAccess } from '../../../src/domain/access/access.ts';
import type { AgentView } from '../../../src/domain/commands/agent-command.ts';
import type { AgentOnFloor } from '../../../src/domain/floor/snapshot.ts';
import type { AgentCard } from '../../../src/queries/answers.ts';
import type { CmsPort, GatewayPort } from '../../../src/queries/ports.ts';
import { createQueryService } from '../../../src/queries/query-service.ts';
import { SOURCES } from '../../../src/queries/sources.ts';
import { createManualClock, NINE } from '../../support/clocks/manual-clock.ts';
import { failure } from '../../support/floors/unknown-facts.ts';
import { createRecordingLogger } from '../../support/peers/recording-logger.ts';
import {
  agentId,
  floor,
  gives,
  person,
  scriptedCms,
  scriptedGateway,
  value,
} from '../../support/peers/scripted-ports.ts';

const A = agentId(1099);
const requester = { userId: 'UBOSS', teamId: 'T1', channelId: 'C1' };
const NOT_A_SUPERVISOR = { reason: 'not-a-supervisor', supervisors: ['UBOSS'] } as const;
const AGENTS: AgentAccess = { kind: 'granted', requester, agentsRefused: null };
const FLOOR: FloorAccess = { kind: 'granted', requester, agentsRefused: NOT_A_SUPERVISOR };
const FIGURES = { talkSeconds: 1, answered: 2, outbound: 3 };
const ALL: Partial<GatewayPort> = {
  snapshot: gives(value(floor(person(1099, 'on-call')))),
  callCount: gives(value(1)),
  statistics: gives(value(FIGURES)),
};

function open(script: { gateway?: Partial<GatewayPort>; cms?: Partial<CmsPort> } = {}) {
  const gateway = scriptedGateway(script.gateway ?? ALL);
  const cms = scriptedCms(script.cms ?? { callIds: gives(value(['1-1'])) });
  const service = createQueryService({
    gateway,
    cms,
    clock: createManualClock(),
    logger: createRecordingLogger(),
  });
  return { gateway, cms, service };
}

function card(service: ReturnType<typeof open>['service'], view: AgentView): Promise<AgentCard> {
  return service.agent(AGENTS, A, view);
}

const refused = gives<never>({ kind: 'refused', scope: 'route' });
const REFUSING = { callCount: refused, callIds: refused, statistics: refused };

describe('the parts of an agent’s card', () => {
  test.for([
    ['card', ['state', 'callCount', 'statistics']],
    ['stats', ['state', 'statistics']],
    ['state', ['state']],
    ['calls', ['state', 'callCount', 'callIds']],
  ] as const)('for %s are %o, and nothing else is asked', async ([view, parts]) => {
    const { service, gateway, cms } = open();
    const {
      agentId: id,
      queueNames: _names,
      isUnknownToCms: _differs,
      ...answer
    } = await card(service, view);
    expect(id).toBe(1099);
    const known = Object.entries(answer).filter(([, part]) => part !== null);
    expect(known.map(([name]) => name)).toEqual(parts);
    expect(known.map(([, part]) => part?.kind)).toEqual(parts.map(() => 'known'));
    const interfaces = {
      state: 'snapshot',
      callCount: 'callCount 1099',
      statistics: 'statistics 1099',
      callIds: 'callIds 1099',
    };
    // Queue names are fetched in the background: see queue-names.test.ts.
    const waitedFor = [...gateway.asked, ...cms.asked].filter((call) => call !== 'queueNames');
    expect(waitedFor.toSorted()).toEqual(parts.map((part) => interfaces[part]).toSorted());
  });

  test('are requested concurrently: none waits for another that it does not need', async () => {
    const started: string[] = [];
    const gate = Promise.withResolvers<void>();
    const held =
      <T>(name: string, of: T) =>
      async () => {
        started.push(name);
        await gate.promise;
        return value(of);
      };
    const { service } = open({
      gateway: { snapshot: held('snapshot', floor(person(1099))), callCount: held('callCount', 1) },
      cms: { callIds: held('callIds', ['1-1']) },
    });
    const answer = card(service, 'calls');
    await expect.poll(() => started.toSorted()).toEqual(['callCount', 'callIds', 'snapshot']);
    gate.resolve();
    expect(await answer).toMatchObject({ callCount: { value: 1 } });
  });

  test('are omitted for an unknown agent', async () => {
    const unknown = gives<never>({ kind: 'unknown-agent', takenAt: NINE });
    const { service } = open({
      gateway: { snapshot: gives(value(floor())), agent: unknown },
      cms: { agent: unknown, callIds: gives(value([])), statistics: gives(value(FIGURES)) },
    });
    expect(await card(service, 'card')).toEqual({
      agentId: A,
      state: {
        kind: 'unknown-agent',
        said: [
          { source: SOURCES.gatewayAgent, takenAt: NINE },
          { source: SOURCES.cmsAgent, takenAt: NINE },
        ],
        silent: [],
      },
      callCount: null,
      callIds: null,
      statistics: null,
      queueNames: new Map(),
    });
  });

  test('that say "signed out" or "unknown" of an agent on the floor count as no record', async () => {
    const { service } = open({
      gateway: { snapshot: gives(value(floor(person(1099, 'on-call')))), ...REFUSING },
      cms: {
        callIds: gives<never>({ kind: 'unknown-agent', takenAt: NINE }),
        statistics: gives<never>({ kind: 'signed-out', takenAt: NINE }),
      },
    });
    expect(await card(service, 'card')).toMatchObject({
      state: { kind: 'known' },
      callCount: { kind: 'no-record', source: SOURCES.queryAgentCalls, takenAt: NINE },
      statistics: { kind: 'no-record', source: SOURCES.agentIndicators, takenAt: NINE },
    });
  });

  test('that one upstream lacks and the other does not answer have no answer', async () => {
    const { service } = open({
      gateway: { snapshot: gives(value(floor(person(1099)))) },
      cms: { callIds: gives<never>({ kind: 'unknown-agent', takenAt: NINE }) },
    });
    expect(await card(service, 'calls')).toMatchObject({
      callCount: { kind: 'no-answer', failures: [failure('CC-Gateway', 'upstream-unreachable')] },
    });
  });

  test('of a signed-out agent are the day’s figures, without calls', async () => {
    const { service } = open({
      gateway: {
        snapshot: gives(value(floor())),
        agent: gives<never>({ kind: 'signed-out', takenAt: NINE }),
      },
      cms: { callIds: gives(value([])), statistics: gives(value(FIGURES)) },
    });
    expect(await card(service, 'card')).toMatchObject({
      state: { kind: 'signed-out' },
      callCount: null,
      statistics: { kind: 'known', value: FIGURES },
    });
  });

  test('that fail are facts of the answer', async () => {
    const { service } = open({ gateway: {}, cms: {} });
    const failures = [
      failure('CC-Gateway', 'upstream-unreachable'),
      failure('CC-CMS', 'upstream-unreachable'),
    ];
    const silence = { kind: 'no-answer', failures };
    expect(await card(service, 'card')).toMatchObject({
      state: silence,
      callCount: silence,
      statistics: silence,
      callIds: null,
    });
  });
});

describe('the floor', () => {
  test('without the right to see single agents has no agent’s name or id', async () => {
    const { service } = open();
    const view = await service.floorView(FLOOR);
    expect(view).toMatchObject({
      now: { value: { signedIn: 1, agents: [] } },
      agentsRefused: NOT_A_SUPERVISOR,
    });
    expect(JSON.stringify(view)).not.toContain('1099');
  });

  test('with that right has its agents', async () => {
    const { service } = open();
    expect(await service.floorView(AGENTS)).toMatchObject({
      now: { value: { agents: [{ id: 1099 }] } },
      agentsRefused: null,
    });
  });
});

test('500 people who ask for one card cause one request to each interface', async () => {
  const { service, gateway, cms } = open();
  const cards = await Promise.all(Array.from({ length: 500 }, () => card(service, 'card')));
  expect(new Set(cards.map(({ state }) => state.kind))).toEqual(new Set(['known']));
  expect(gateway.asked.toSorted()).toEqual(['callCount 1099', 'snapshot', 'statistics 1099']);
  // The queue names are not known yet; the service requests them once, in the background.
  expect(cms.asked).toEqual(['queueNames']);
});

describe('a queue that is not among the names', () => {
  const SALES: [number, string] = [1, 'Sales'];
  const HOTLINE: [number, string] = [9, 'Hotline'];

  /** A CMS that lists another queue from the second request on. */
  function opened(listing: () => Promise<void> = async () => undefined, ...people: AgentOnFloor[]) {
    let times = 0;
    return open({
      gateway: { snapshot: gives(value(floor(person(1099), ...people))) },
      cms: {
        async queueNames() {
          times += 1;
          if (times > 1) await listing();
          return value(new Map(times > 1 ? [SALES, HOTLINE] : [SALES]));
        },
      },
    });
  }

  async function namesOf({ service }: ReturnType<typeof open>, wanted?: string) {
    const { now } = await service.floorView(AGENTS, wanted);
    if (now.kind !== 'known') throw new Error('no floor');
    return now.value.queues.map(({ name }) => name);
  }

  test.for(['Hotline', '9', 'hot'])('is requested again for a question by %s', async (wanted) => {
    const opening = opened();
    expect(await namesOf(opening, 'Sales')).toEqual(['Sales']);
    expect(await namesOf(opening, wanted)).toContain('Hotline');
  });

  test('is requested again when an agent is signed in to it', async () => {
    const opening = opened(undefined, person(1100, 'available', [9]));
    expect(new Set(await namesOf(opening))).toEqual(new Set(['Hotline', 'Sales']));
  });

  test('is not requested while there is none', async () => {
    const opening = opened();
    await namesOf(opening, 'Sales');
    await namesOf(opening);
    expect(opening.cms.asked.filter((asked) => asked === 'queueNames')).toHaveLength(1);
  });

  test('does not delay answers if the list is slow', async () => {
    const opening = opened(() => new Promise(() => undefined));
    expect(await namesOf(opening, 'Hotline')).toEqual(['Sales']);
  });
});
