import * as fc from 'fast-check';
import type { Refusal } from '../../../src/domain/access/access.ts';
import type { AgentId } from '../../../src/domain/floor/agent-id.ts';
import type { AgentState } from '../../../src/domain/floor/agent-state.ts';
import { type Fact, known } from '../../../src/domain/floor/fact.ts';
import type { FloorTotals } from '../../../src/domain/floor/floor-totals.ts';
import { countStates, type QueueBacklog, signedInOf } from '../../../src/domain/floor/queue-status.ts';
import type { AgentOnFloor, QueueId, Snapshot } from '../../../src/domain/floor/snapshot.ts';
import { createFloorViewer, type FloorFacts, type FloorView } from '../../../src/queries/floor-view.ts';
import { SOURCES } from '../../../src/queries/sources.ts';
import { agentId, amount, anyFact, anyOnFloor, hostileText, NOW } from './agent-cards.ts';
import { noAnswer } from './unknown-facts.ts';

export const NOT_A_SUPERVISOR: Refusal = { reason: 'not-a-supervisor', supervisors: ['U0ADA'] };

export interface FloorSpec {
  readonly agents: readonly AgentOnFloor[];
  readonly names: ReadonlyMap<QueueId, string>;
  readonly waits: ReadonlyMap<QueueId, QueueBacklog>;
}

export function snapshotOf(agents: readonly AgentOnFloor[], malformedRecords = 0): Snapshot {
  const queues = new Map<QueueId, AgentId[]>();
  for (const { id, queues: served } of agents) {
    for (const queue of served ?? []) queues.set(queue, [...(queues.get(queue) ?? []), id]);
  }
  return { agents: new Map(agents.map((agent) => [agent.id, agent])), queues, malformedRecords };
}

/** Returns the platform's totals for these agents. */
function totalsOf(snapshot: Snapshot): FloorTotals {
  const agents = signedInOf(snapshot);
  const states = countStates(agents);
  const [onCall = 0, available = 0, notReady = 0] = [
    states.get('on-call'),
    states.get('available'),
    states.get('not-ready'),
  ];
  return { signedIn: agents.length, onCall, available, notReady };
}

/** Returns the view of the query service. By default every fact is known, and the platform's totals agree. */
export function viewOf({ agents, names, waits }: FloorSpec, given: Partial<FloorFacts> = {}): FloorView {
  const snapshot = snapshotOf(agents);
  return createFloorViewer()({
    snapshot: known(snapshot, SOURCES.allOnlineAgents, NOW),
    names: known(names, SOURCES.configuredSkills, NOW - 60_000),
    waits: known(waits, SOURCES.skillIndicators, NOW),
    totals: known(totalsOf(snapshot), SOURCES.systemState, NOW),
    queueNames: new Map(),
    agentsRefused: null,
    ...given,
  });
}

const NAMES = ['Sales', 'Support', 'Billing', 'Returns', 'Réservations', '社交聊天'];
const PEOPLE = ['Ana García', 'Bo Li', 'Chidi Okafor', 'Dalia Haddad', '刘凯', 'Zoë Wójcik', null];
const STATES: readonly AgentState[] = [
  'on-call',
  'on-call',
  'available',
  'on-call',
  'wrap-up',
  'on-break',
  'not-ready',
  'on-call',
  'training',
  'ringing',
]; // prettier-ignore

const named = (queues: number): Map<QueueId, string> =>
  new Map(
    Array.from({ length: queues }, (_, index) => [index + 1, NAMES[index] ?? `Queue of team ${index + 1}`]),
  );

export function person(index: number, given: Partial<AgentOnFloor> = {}): AgentOnFloor {
  return {
    id: agentId(1001 + index),
    name: PEOPLE[index % PEOPLE.length] ?? null,
    state: STATES[index % STATES.length] ?? 'available',
    secondsInState: (index * 137) % 2400,
    reason: null,
    signedInAt: NOW - 3_600_000,
    queues: [1 + (index % 6)],
    ...given,
  };
}

const people = (count: number, give: (index: number) => Partial<AgentOnFloor> = () => ({})): AgentOnFloor[] =>
  Array.from({ length: count }, (_, index) => person(index, give(index)));

const nobodyWaits = (names: ReadonlyMap<QueueId, string>): Map<QueueId, QueueBacklog> =>
  new Map(Array.from(names.keys(), (id) => [id, { calls: 0, longestSeconds: 0 }]));

const waitsIn = (queues: number, every: number): Map<QueueId, QueueBacklog> =>
  new Map(
    Array.from({ length: queues }, (_, index) => [
      index + 1,
      index % every === 0
        ? { calls: 1 + (index % 9), longestSeconds: 20 + index }
        : { calls: 0, longestSeconds: 0 },
    ]),
  );

const HOSTILE = [
  '<!channel> all hands',
  '<https://evil.example|click me> <@U0ADA>',
  '*bold* _it_ ~no~ `code` :smile:',
  'two\nlines\tand a \u202eturn',
  '&lt;!here&gt; & more',
  `${'very '.repeat(400)}long`,
];

/** Realistic floors and extreme ones. */
export const FLOORS = {
  'empty night': { agents: [], names: named(6), waits: nobodyWaits(named(6)) },
  'one agent': {
    agents: [person(0, { state: 'on-call', secondsInState: 252, queues: [1, 2] })],
    names: named(6),
    waits: nobodyWaits(named(6)).set(1, { calls: 2, longestSeconds: 95 }),
  },
  'busy day': {
    agents: people(60, (index) => ({ queues: index % 4 === 0 ? [1, 2 + (index % 5)] : [1 + (index % 6)] })),
    names: named(6),
    waits: waitsIn(6, 3),
  },
  '200 queues': {
    agents: people(400, (index) => ({ queues: [1 + (index % 200)] })),
    names: named(200),
    waits: waitsIn(200, 7),
  },
  '5,000 queues': {
    agents: people(2000, (index) => ({ queues: [1 + ((index * 3) % 5000)] })),
    names: named(5000),
    waits: waitsIn(5000, 50),
  },
  'every agent in every queue': {
    agents: people(40, () => ({ queues: Array.from({ length: 50 }, (_, index) => index + 1) })),
    names: named(50),
    waits: waitsIn(50, 10),
  },
  'hostile names': {
    agents: people(30, (index) => ({
      name: HOSTILE[index % HOSTILE.length] ?? null,
      queues: [1 + (index % 6)],
    })),
    names: new Map(HOSTILE.map((name, index) => [index + 1, name])),
    waits: waitsIn(6, 2),
  },
} as const satisfies Record<string, FloorSpec>;

const wait = fc.record({ calls: amount, longestSeconds: amount });
const queueId = fc.integer({ min: 1, max: 60 });

const anySnapshot: fc.Arbitrary<Snapshot> = fc
  .tuple(
    fc.uniqueArray(
      anyOnFloor.chain((agent) =>
        fc.uniqueArray(queueId, { maxLength: 60 }).map((queues): AgentOnFloor => ({ ...agent, queues })),
      ),
      { maxLength: 60, selector: ({ id }) => id },
    ),
    fc.nat({ max: 9 }),
  )
  .map(([agents, malformedRecords]) => snapshotOf(agents, malformedRecords));

/** Any floor that upstreams may report, including unknown parts. */
export const anyView: fc.Arbitrary<FloorView> = fc
  .record({
    snapshot: anyFact(anySnapshot),
    names: anyFact(fc.array(fc.tuple(queueId, hostileText)).map((pairs) => new Map(pairs))),
    waits: anyFact(fc.array(fc.tuple(queueId, wait)).map((pairs) => new Map(pairs))),
    totals: anyFact(fc.record({ signedIn: amount, onCall: amount, available: amount, notReady: amount })),
    agentsRefused: fc.constantFrom(null, NOT_A_SUPERVISOR),
  })
  .map((facts) => createFloorViewer()({ ...facts, queueNames: new Map() }));

export function unknownFact(kind: 'not-measured' | 'no-answer'): Fact<never> {
  return kind === 'not-measured' ? { kind } : noAnswer('upstream-timeout');
}
