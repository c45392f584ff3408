import { describe, expect, test } from 'vitest';
import type { Fact } from '../../../src/domain/floor/fact.ts';
import type { AgentOnFloor } from '../../../src/domain/floor/snapshot.ts';
import { createFacts } from '../../../src/queries/facts.ts';
import { QUERY_TIMING } from '../../../src/queries/facts-options.ts';
import type { CmsPort, GatewayPort } from '../../../src/queries/ports.ts';
import { SOURCES } from '../../../src/queries/sources.ts';
import { createManualClock, NINE } from '../../support/clocks/manual-clock.ts';
import { failure } from '../../support/floors/unknown-facts.ts';
import {
  fails,
  floor,
  gives,
  person,
  scriptedCms,
  scriptedGateway,
  value,
} from '../../support/peers/scripted-ports.ts';

const IDLE = person(1099, 'available');
const NAMES = new Map([
  [1, 'Sales'],
  [2, 'Support'],
]);
const WAITS = new Map([[1, { calls: 3, longestSeconds: 41 }]]);

interface Connected {
  readonly gateway?: Partial<GatewayPort>;
  readonly cms?: Partial<CmsPort>;
  readonly queueNames?: ReadonlyMap<number, string>;
}

function open({ gateway, cms, queueNames = new Map() }: Connected) {
  const clock = createManualClock();
  const ports = { gateway: gateway && scriptedGateway(gateway), cms: cms && scriptedCms(cms) };
  const facts = createFacts({ ...ports, ownAgentId: 2005, queueNames, clock, timing: QUERY_TIMING });
  return { ...ports, clock, facts };
}

/** The CMS's data about these agents: their states and their queues. */
function cmsFloor(...people: AgentOnFloor[]): Partial<CmsPort> {
  const { agents, queues } = floor(...people);
  return {
    roster: gives(value({ agents, count: agents.size, malformedRecords: 0, missing: 0 })),
    queueMembers: gives(value({ queues, queuesRead: new Set(queues.keys()), malformedRecords: 0 })),
  };
}

function from<T>(of: T, source: (typeof SOURCES)[keyof typeof SOURCES]): Fact<T> {
  return { kind: 'known', value: of, source, takenAt: NINE, stale: false };
}

const SILENT = [failure('CC-Gateway', 'upstream-unreachable'), failure('CC-CMS', 'upstream-unreachable')];

describe('queues', () => {
  test('have names from the CMS, else from the gateway', async () => {
    const both = open({
      gateway: { queueNames: gives(value(new Map())) },
      cms: { queueNames: gives(value(NAMES)) },
    });
    expect(await both.facts.names()).toEqual(from(NAMES, SOURCES.configuredSkills));
    const gatewayAlone = open({ gateway: { queueNames: gives(value(NAMES)) } });
    expect(await gatewayAlone.facts.names()).toEqual(from(NAMES, SOURCES.agentVdnSkill));
  });

  test('have names from the gateway if the CMS lists none, for which it may lack the permission', async () => {
    const nothing = gives(value(new Map()));
    const waits = new Map([[2, { calls: 1, longestSeconds: 9 }]]);
    const cms = { queueNames: nothing, queueWaits: nothing };
    const gateway = { queueNames: gives(value(NAMES)), snapshot: gives(value(floor(IDLE))) };
    const both = open({ cms, gateway: { ...gateway, queueWaits: gives(value(waits)) } });
    expect(await both.facts.names()).toEqual(from(NAMES, SOURCES.agentVdnSkill));
    expect(await both.facts.waits()).toEqual(from(waits, SOURCES.queryAcdStat));
    const without = open({ cms, gateway: { ...gateway, queueNames: nothing } });
    expect(await without.facts.names()).toEqual(from(new Map(), SOURCES.configuredSkills));
  });

  test('with configured names do not count as a list of the CMS’s', async () => {
    const { facts } = open({
      cms: { queueNames: gives(value(new Map())) },
      gateway: { queueNames: gives(value(NAMES)) },
      queueNames: new Map([[2, 'Help desk']]),
    });
    const names = await facts.names();
    expect(names).toMatchObject({ value: new Map([...NAMES, [2, 'Help desk']]) });
    const again = await facts.names();
    expect(again.kind === 'known' && names.kind === 'known' && again.value === names.value).toBe(true);
  });

  test('are not requested if none is known, and nothing is measured', async () => {
    const empty = { queueNames: gives(value(new Map<number, string>())) };
    const both = { ...empty, queueWaits: gives<never>({ kind: 'nothing-to-ask' }) };
    const closed = open({ cms: both, gateway: { ...both, snapshot: gives(value(floor())) } });
    expect(await closed.facts.waits()).toEqual({ kind: 'not-measured' });
  });

  test('that no upstream can list have calls waiting without an answer', async () => {
    const { facts, cms, gateway } = open({ cms: {}, gateway: {} });
    expect(await facts.waits()).toMatchObject({ kind: 'no-answer', failures: SILENT });
    expect([...(cms?.asked ?? []), ...(gateway?.asked ?? [])].join()).not.toContain('queueWaits');
  });

  test('are requested by every number of a name or an agent', async () => {
    const { facts, cms } = open({
      gateway: { snapshot: gives(value(floor(person(1099, 'available', [7, 2])))) },
      cms: { queueNames: gives(value(NAMES)), queueWaits: gives(value(WAITS)) },
    });
    expect(await facts.waits()).toEqual(from(WAITS, SOURCES.skillIndicators));
    expect(cms?.asked).toContain('queueWaits 1,2,7');
  });

  test('with agents are requested first if the gateway is asked', async () => {
    const many = new Map(Array.from({ length: 300 }, (_, index) => [index + 1, `Queue ${index + 1}`]));
    const { facts, gateway } = open({
      gateway: {
        snapshot: gives(value(floor(person(1099, 'available', [300, 250])))),
        queueNames: gives(value(many)),
        queueWaits: gives(value(new Map([[300, { calls: 1, longestSeconds: 5 }]]))),
      },
    });
    expect(await facts.waits()).toMatchObject({ value: new Map([[300, { calls: 1, longestSeconds: 5 }]]) });
    const chunks = gateway?.asked.filter((asked) => asked.startsWith('queueWaits')) ?? [];
    expect(chunks.map((chunk) => chunk.slice(0, 22))).toEqual([
      'queueWaits 250,300,1,2',
      'queueWaits 99,100,101,',
    ]);
  });

  test('have agents from the gateway, else from the CMS without the bot’s own', async () => {
    const gateway = { snapshot: gives(value(floor(IDLE))) };
    const both = open({ gateway, cms: {} });
    expect(await both.facts.snapshot()).toEqual(from(floor(IDLE), SOURCES.allOnlineAgents));
    const cmsAlone = open({
      cms: { queueNames: gives(value(NAMES)), ...cmsFloor(IDLE, person(2005, 'not-ready', [1])) },
    });
    const alone = await cmsAlone.facts.snapshot();
    expect(alone).toEqual(
      from({ ...floor(IDLE), missing: 0, queuesRead: new Set([1]) }, SOURCES.agentAbstracts),
    );
    expect(cmsAlone.cms?.asked).toContain('queueMembers 1,2');
  });

  test('have their configured names, whatever the upstreams return', async () => {
    const queueNames = new Map([[2, 'Help desk']]);
    const { facts } = open({ cms: { queueNames: gives(value(NAMES)) }, queueNames });
    expect(await facts.names()).toMatchObject({
      value: new Map([
        [1, 'Sales'],
        [2, 'Help desk'],
      ]),
    });
  });

  test('that only the configuration has are requested too', async () => {
    const queueNames = new Map([[4, 'Night']]);
    const { facts, cms } = open({ cms: { queueWaits: gives(value(WAITS)) }, queueNames });
    await facts.waits();
    expect(cms?.asked).toContain('queueWaits 4');
  });

  test('have their names read again for an unknown one, at most every ten seconds', async () => {
    let names = new Map([[1, 'Sales']]);
    const { facts, cms, clock } = open({ cms: { queueNames: async () => value(names) } });
    await facts.names();
    names = new Map([...names, [9, 'Hotline']]);
    expect(await facts.newNames()).toMatchObject({ value: names });
    names = new Map([...names, [10, 'Night']]);
    clock.advance(9_999);
    expect(await facts.newNames()).not.toMatchObject({ value: names });
    clock.advance(1);
    expect(await facts.newNames()).toMatchObject({ value: names });
    expect(await facts.names()).toMatchObject({ value: names });
    expect(cms?.asked).toHaveLength(3);
  });

  test('keep their names if no newer can be read', async () => {
    let queueNames: CmsPort['queueNames'] = gives(value(NAMES));
    const { facts } = open({ cms: { queueNames: (ask) => queueNames(ask) } });
    await facts.names();
    queueNames = fails('upstream-reset');
    expect(await facts.newNames()).toMatchObject({ value: NAMES });
    expect(await facts.names()).toEqual(from(NAMES, SOURCES.configuredSkills));
  });

  test('keep their names for ten minutes, without waiting for failures', async () => {
    const { facts, cms, clock } = open({
      cms: { queueNames: gives(value(NAMES)), queueWaits: fails('upstream-reset') },
    });
    await facts.names();
    clock.advance(600_000);
    await facts.names();
    expect(cms?.asked).toEqual(['queueNames']);
    clock.advance(1);
    await facts.names();
    expect(cms?.asked).toEqual(['queueNames', 'queueNames']);
    expect(await facts.waits()).toMatchObject({ kind: 'no-answer' });
  });
});
