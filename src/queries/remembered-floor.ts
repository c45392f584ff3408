import type { Clock } from '../clock.ts';
import type { Fact, Origin } from '../domain/floor/fact.ts';
import type { Reading } from '../domain/floor/reading.ts';
import type { AgentOnFloor, QueueId, Snapshot } from '../domain/floor/snapshot.ts';
import { SOURCES } from './sources.ts';

/** For so long the names and queues of agents are worth showing, milliseconds. */
const REMEMBERED_MS = 24 * 3_600_000;

/**
 * The floor as the gateway told it last. The CMS tells neither the names of all agents nor the queues of one, so where
 * the gateway fails, those that were known are kept, and the answer says how old they are.
 */
export function createRememberedFloor({ clock }: { readonly clock: Clock }) {
  let last: { readonly snapshot: Snapshot; readonly origin: Origin; readonly readAt: number } | undefined;
  const filled = new WeakMap<Snapshot, Snapshot>();

  function remembered() {
    return last !== undefined && clock.monotonic() - last.readAt <= REMEMBERED_MS ? last : undefined;
  }

  function fillAll(snapshot: Snapshot, from: Snapshot): Snapshot {
    const before = filled.get(snapshot);
    if (before !== undefined) return before;
    const agents = new Map(
      Array.from(snapshot.agents, ([id, agent]) => [id, fill(agent, from.agents.get(id))] as const),
    );
    const whole = { ...snapshot, agents };
    filled.set(snapshot, whole);
    return whole;
  }

  return {
    /** Takes note of what the gateway says, and passes it on. */
    keep(reading: Reading<Snapshot>): Reading<Snapshot> {
      if (reading.kind === 'value') {
        const origin = { source: SOURCES.allOnlineAgents, takenAt: reading.takenAt };
        last = { snapshot: reading.value, origin, readAt: clock.monotonic() };
      }
      return reading;
    },

    /** Queues that agents were signed in to. */
    queues: (): QueueId[] => [...(remembered()?.snapshot.queues.keys() ?? [])],

    /** The same agent with a name and queues, where another interface told neither. */
    agent(fact: Fact<AgentOnFloor>): Fact<AgentOnFloor> {
      const from = remembered();
      if (fact.kind !== 'known' || from === undefined) return fact;
      const value = fill(fact.value, from.snapshot.agents.get(fact.value.id));
      return value === fact.value ? fact : { ...fact, value, remembered: from.origin };
    },

    /** The same floor with the names of agents, where the CMS told it. */
    floor(fact: Fact<Snapshot>): Fact<Snapshot> {
      const from = remembered();
      if (fact.kind !== 'known' || fact.source.upstream !== 'CC-CMS' || from === undefined) return fact;
      return { ...fact, value: fillAll(fact.value, from.snapshot), remembered: from.origin };
    },
  };
}

function fill(agent: AgentOnFloor, known: AgentOnFloor | undefined): AgentOnFloor {
  const name = agent.name ?? known?.name ?? null;
  const queues = agent.queues ?? known?.queues ?? null;
  return name === agent.name && queues === agent.queues ? agent : { ...agent, name, queues };
}

export type RememberedFloor = ReturnType<typeof createRememberedFloor>;
