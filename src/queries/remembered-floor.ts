import type { Clock } from '../clock.ts';
import type { Fact, Origin } from '../domain/floor/fact.ts';
import type { Reading } from '../domain/floor/reading.ts';
import type { AgentOnFloor, QueueId, Snapshot } from '../domain/floor/snapshot.ts';
import { SOURCES } from './sources.ts';

/** Maximum age of remembered names and queues, milliseconds. */
const REMEMBERED_MAX_AGE_MS = 24 * 3_600_000;

/**
 * Remembers the last floor from the gateway. The CMS has neither the names of all agents nor the queues of an agent, so
 * while the gateway fails, the remembered ones are shown with their age.
 */
export function createRememberedFloor({ clock }: { readonly clock: Clock }) {
  let last: { readonly snapshot: Snapshot; readonly origin: Origin; readonly readAt: number } | undefined;
  const filled = new WeakMap<Snapshot, Snapshot>();

  function remembered() {
    return last !== undefined && clock.monotonic() - last.readAt <= REMEMBERED_MAX_AGE_MS ? last : undefined;
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
    store(reading: Reading<Snapshot>): Reading<Snapshot> {
      if (reading.kind === 'value') {
        const origin = { source: SOURCES.allOnlineAgents, takenAt: reading.takenAt };
        last = { snapshot: reading.value, origin, readAt: clock.monotonic() };
      }
      return reading;
    },

    queues: (): QueueId[] => [...(remembered()?.snapshot.queues.keys() ?? [])],

    /** Adds the remembered name and queues to an agent from another interface. */
    agent(fact: Fact<AgentOnFloor>): Fact<AgentOnFloor> {
      const from = remembered();
      if (fact.kind !== 'known' || from === undefined) return fact;
      const value = fill(fact.value, from.snapshot.agents.get(fact.value.id));
      return value === fact.value ? fact : { ...fact, value, remembered: from.origin };
    },

    /** Adds the remembered names of agents to a floor from the CMS. */
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
