import { describe, expect, test } from 'vitest';
import { type Fact, known } from '../../../src/domain/floor/fact.ts';
import type { QueueBacklog } from '../../../src/domain/floor/queue-status.ts';
import type { QueueId } from '../../../src/domain/floor/snapshot.ts';
import { createFloorViewer, type FloorFacts } from '../../../src/queries/floor-view.ts';
import { SOURCES } from '../../../src/queries/sources.ts';
import { NINE } from '../../support/clocks/manual-clock.ts';
import { noAnswer } from '../../support/floors/unknown-facts.ts';
import { floor, person } from '../../support/peers/scripted-ports.ts';

const SILENT = noAnswer('upstream-timeout');
const PEOPLE = [
  person(101, 'available', [1, 2]),
  { ...person(102, 'on-break', [1]), secondsInState: 900 },
  person(103, 'signed-out', [1]),
];
const NAMES: Fact<ReadonlyMap<QueueId, string>> = known(
  new Map([[1, 'Sales']]),
  SOURCES.configuredSkills,
  NINE,
);
const WAITS: Fact<ReadonlyMap<QueueId, QueueBacklog>> = known(
  new Map([[1, { calls: 2, longestSeconds: 9 }]]),
  SOURCES.skillIndicators,
  NINE,
);

const view = (given: Partial<FloorFacts> = {}) => createFloorViewer()(facts(given));

function facts(given: Partial<FloorFacts> = {}): FloorFacts {
  return {
    snapshot: known({ ...floor(...PEOPLE), malformedRecords: 3 }, SOURCES.allOnlineAgents, NINE),
    names: NAMES,
    waits: WAITS,
    totals: SILENT,
    queueNames: new Map([[1, 'Verkauf']]),
    agentsRefused: null,
    ...given,
  };
}

function nowOf(given: ReturnType<typeof view>) {
  if (given.now.kind !== 'known') throw new Error('the floor is not known');
  return given.now.value;
}

describe('the view of the floor', () => {
  test('counts each agent once, without signed-out ones, and keeps the malformed records', () => {
    const now = nowOf(view());
    expect(now).toMatchObject({ signedIn: 2, malformedRecords: 3, spare: { people: 1, counted: 2 } });
    expect(Object.fromEntries(now.states)).toEqual({ available: 1, 'on-break': 1 });
    expect(now.agents.map(({ id }) => id)).toEqual([102, 101]);
  });

  test('has the queues with their names and calls waiting', () => {
    const [sales] = nowOf(view()).queues;
    expect(sales).toMatchObject({ id: 1, name: 'Sales', signedIn: 2, wait: { calls: 2 } });
  });

  test('has counts only, with the reason, for requesters without the right to single agents', () => {
    const refusal = { reason: 'not-a-supervisor', supervisors: [] } as const;
    const refused = view({ agentsRefused: refusal });
    expect(refused.agentsRefused).toEqual(refusal);
    expect(nowOf(refused).agents).toEqual([]);
    for (const queue of nowOf(refused).queues) expect(queue.agents).toEqual([]);
    expect(nowOf(refused).queues.map(({ signedIn }) => signedIn)).toEqual(
      nowOf(view()).queues.map(({ signedIn }) => signedIn),
    );
    expect(JSON.stringify([...nowOf(refused).states])).toBe(JSON.stringify([...nowOf(view()).states]));
  });

  test('falls back to the configured names, and still marks the names as unknown', () => {
    const given = view({ names: SILENT });
    expect(given.names).toEqual(SILENT);
    expect(nowOf(given).queues.map(({ id, name }) => [id, name])).toContainEqual([1, 'Verkauf']);
  });

  test('has unknown calls waiting, rather than none, if they are not measured', () => {
    const given = view({ waits: { kind: 'not-measured' } });
    for (const queue of nowOf(given).queues) expect(queue.wait).toBeNull();
  });

  test('is the reason of the failure if the floor is unavailable', () => {
    expect(view({ snapshot: SILENT }).now).toEqual(SILENT);
  });

  test('keeps source, time and staleness of its reading', () => {
    const stale = { ...known(floor(...PEOPLE), SOURCES.agentAbstracts, NINE), stale: true };
    expect(view({ snapshot: stale }).now).toMatchObject({
      source: SOURCES.agentAbstracts,
      takenAt: NINE,
      stale: true,
    });
  });

  test('is computed once for all requests with equal readings, and again for newer ones', () => {
    const viewer = createFloorViewer();
    const readings = facts();
    const mine = nowOf(viewer(readings));
    expect(nowOf(viewer(readings))).toBe(mine);
    const refusal = { reason: 'not-a-supervisor', supervisors: [] } as const;
    expect(nowOf(viewer({ ...readings, agentsRefused: refusal })).agents).toEqual([]);
    expect(nowOf(viewer(readings))).toBe(mine);
    expect(nowOf(viewer(facts()))).not.toBe(mine);
    expect(mine.agents).toHaveLength(2);
  });
});
