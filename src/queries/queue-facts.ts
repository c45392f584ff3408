import type { NamedQueue } from '../domain/commands/queue-command.ts';
import type { Fact } from '../domain/floor/fact.ts';
import type { QueueBacklog } from '../domain/floor/queue-status.ts';
import type { Ask, Reading } from '../domain/floor/reading.ts';
import { floorFrom, type QueueId, type Roster, type Snapshot } from '../domain/floor/snapshot.ts';
import type { FactsOptions } from './facts-options.ts';
import type { CmsPort } from './ports.ts';
import { createQueueBacklogPoller } from './queue-backlog-poller.ts';
import { createQueueNames } from './queue-names.ts';
import { createReader, type Reader } from './reader.ts';
import type { RememberedFloor } from './remembered-floor.ts';
import { identity, NoAnswerError, readWithFallback, routeTo, unlessEmpty } from './routes.ts';
import { SOURCES } from './sources.ts';

/** Key of readers that have one value for the whole floor. */
export const FLOOR = 'floor';

interface KnownQueues {
  /** Ascending. */
  readonly ids: readonly QueueId[];
  readonly staffed: ReadonlySet<QueueId>;
}

/**
 * Creates the facts about queues and their routes.
 *
 * @param shared readers that the facts about single agents use too: the gateway's `allonlineagents` and the CMS's
 *   roster
 */
export function createQueueFacts(
  options: FactsOptions,
  shared: {
    readonly onlineAgents: Reader<typeof FLOOR, Snapshot> | undefined;
    readonly roster: Reader<typeof FLOOR, Roster> | undefined;
    readonly remembered: RememberedFloor;
  },
) {
  const { gateway, cms, clock, timing, queueNames, ownAgentId } = options;
  const { onlineAgents, roster, remembered } = shared;
  const { names, newNames, namesAtHand } = createQueueNames(options);
  const cmsFloor =
    cms &&
    roster &&
    createReader({ clock, timing, ask: (_: typeof FLOOR, ask) => readFloor(cms, roster, ask) });
  const cmsWaits = cms && waitsReader(({ ids }, ask) => cms.queueWaits(ids, ask));
  const poller = gateway && createQueueBacklogPoller({ gateway, clock, timing });
  const gatewayWaits = poller && waitsReader((queues, ask) => poller(staffedFirst(queues), ask));

  return { snapshot, names, newNames, namesAtHand, queues, waits };

  /** All queues: those with a name or, if no upstream has names, those with agents. */
  async function queues(): Promise<Fact<readonly NamedQueue[]>> {
    const named = await names();
    if (named.kind === 'known')
      return { ...named, value: Array.from(named.value, ([id, name]) => ({ id, name })) };
    const staffed = await snapshot();
    if (staffed.kind !== 'known') return staffed;
    const ids = new Set([...queueNames.keys(), ...staffed.value.queues.keys()]);
    return { ...staffed, value: Array.from(ids, (id) => ({ id, name: queueNames.get(id) ?? null })) };
  }

  /** All agents that are signed in, each once, without the bot's own agent. */
  async function snapshot(urgency?: Ask['urgency']): Promise<Fact<Snapshot>> {
    const floor = await readWithFallback(
      [
        routeTo(SOURCES.allOnlineAgents, onlineAgents, FLOOR, identity, urgency),
        routeTo(SOURCES.agentAbstracts, cmsFloor, FLOOR, identity, urgency),
      ],
      timing,
    );
    return remembered.floor(floor);
  }

  /** Calls waiting in all queues that have a name or agents. */
  function waits(): Promise<Fact<ReadonlyMap<QueueId, QueueBacklog>>> {
    return readWithFallback(
      [
        unlessEmpty(routeTo(SOURCES.skillIndicators, cmsWaits, FLOOR, identity)),
        unlessEmpty(routeTo(SOURCES.queryAcdStat, gatewayWaits, FLOOR, identity)),
      ],
      timing,
    );
  }

  function waitsReader(
    read: (queues: KnownQueues, ask: Ask) => Promise<Reading<ReadonlyMap<QueueId, QueueBacklog>>>,
  ): Reader<typeof FLOOR, ReadonlyMap<QueueId, QueueBacklog>> {
    return createReader({
      clock,
      timing,
      ask: async (_: typeof FLOOR, ask) => read(await knownQueues(), ask),
    });
  }

  async function readFloor(
    port: CmsPort,
    everyone: Reader<typeof FLOOR, Roster>,
    ask: Ask,
  ): Promise<Reading<Snapshot>> {
    const [agents, members] = await Promise.all([
      everyone.read(FLOOR, ask.urgency),
      namedQueues().then((ids) => port.queueMembers(ids, ask)),
    ]);
    if (agents.kind !== 'value') return agents;
    if (members.kind !== 'value') return members;
    const value = withoutOwnAgent(floorFrom(agents.value, members.value));
    return { kind: 'value', value, takenAt: Math.min(agents.takenAt, members.takenAt) };
  }

  async function namedQueues(): Promise<QueueId[]> {
    const named = await names();
    const ids = (named.kind === 'known' ? named.value : queueNames).keys();
    return [...new Set([...ids, ...remembered.queues()])];
  }

  /** The queues to request. Both upstreams need a list of ids; a queue without a name may still have agents. */
  async function knownQueues(): Promise<KnownQueues> {
    const [named, floor] = await Promise.all([namedQueues(), snapshot()]);
    const members = floor.kind === 'known' ? [...floor.value.queues] : [];
    const ids = [...new Set([...named, ...members.map(([id]) => id)])].toSorted(
      (left, right) => left - right,
    );
    if (ids.length === 0 && floor.kind === 'no-answer') throw new NoAnswerError(floor);
    return { ids, staffed: new Set(members.flatMap(([id, { length }]) => (length === 0 ? [] : [id]))) };
  }

  function withoutOwnAgent(floor: Snapshot): Snapshot {
    const agents = new Map([...floor.agents].filter(([id]) => id !== ownAgentId));
    const queues = Array.from(
      floor.queues,
      ([id, members]) => [id, members.filter((member) => member !== ownAgentId)] as const,
    );
    return { ...floor, agents, queues: new Map(queues) };
  }
}

/** Queues with agents first, because they matter most to an interactive request. */
function staffedFirst({ ids, staffed }: KnownQueues): QueueId[] {
  return [...ids.filter((id) => staffed.has(id)), ...ids.filter((id) => !staffed.has(id))];
}
