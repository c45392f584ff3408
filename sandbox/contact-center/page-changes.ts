import {
  type AgentRow,
  agentRow,
  type BotRow,
  botRow,
  type ClockRow,
  clockRow,
  people,
  type QueueRow,
  queueRow,
} from './page-state.ts';
import type { Simulator } from './simulator.ts';
import type { Agent } from './world/agent.ts';

/** The changes since the last report. Unchanged parts are left out. */
export interface PageChanges {
  clock?: ClockRow;
  bot?: BotRow;
  agents?: readonly AgentRow[];
  /** Ids of the agents that left the floor. */
  gone?: readonly number[];
  queues?: readonly QueueRow[];
  /** Names of the scenarios that are on. */
  on?: readonly string[];
}

export interface ChangeWatch {
  /** Returns the changes since the last call; `undefined` if nothing changed. */
  next(): PageChanges | undefined;
  stop(): void;
}

/**
 * Watches the floor for all tabs together. Agents report their changes. Queues, switches, speed and the session have no
 * events and are compared: a few values, a few times per second.
 */
export function watchChanges(simulator: Simulator): ChangeWatch {
  const { bot, scenarios, world } = simulator;
  const changed = new Set<Agent>();
  const forget = world.onChange((agent) => changed.add(agent));
  let everybody = world.agents();
  const isNew = {
    speed: rememberLast(String(simulator.speed)),
    bot: rememberLast(botRow(simulator).session),
    on: rememberLast(switchedOn().join()),
  };
  const queues = new Map(world.queues().map((queue) => [queue.id, rememberLast(textOf(queueRow(queue)))]));

  function switchedOn(): readonly string[] {
    return scenarios.filter(({ on }) => on).map(({ name }) => name);
  }

  /** Compares the list of agents, which changes when an agent joins or leaves the floor. */
  function membersChanged(): PageChanges {
    if (world.agents() === everybody) return {};
    const before = everybody;
    everybody = world.agents();
    const ids = new Set(everybody.map(({ id }) => id));
    const gone = before.filter(({ id }) => !ids.has(id)).map(({ id }) => id);
    return gone.length > 0 ? { gone } : {};
  }

  function agentsChanged(): PageChanges {
    const present = new Set(people(simulator));
    const rows = [...changed].filter((agent) => agent.id !== bot.agentId && present.has(agent)).map(agentRow);
    changed.clear();
    return rows.length > 0 ? { agents: rows } : {};
  }

  function queuesChanged(): PageChanges {
    const rows = world.queues().map(queueRow).filter(isNewQueue);
    return rows.length > 0 ? { queues: rows } : {};
  }

  function isNewQueue(row: QueueRow): boolean {
    const known = queues.get(row.id);
    if (known !== undefined) return known(textOf(row));
    queues.set(row.id, rememberLast(textOf(row)));
    return true;
  }

  return {
    next() {
      const session = botRow(simulator);
      const on = switchedOn();
      const changes: PageChanges = {
        ...(isNew.speed(String(simulator.speed)) && { clock: clockRow(simulator) }),
        ...(isNew.bot(session.session) && { bot: session }),
        ...(isNew.on(on.join()) && { on }),
        ...membersChanged(),
        ...(changed.size > 0 && agentsChanged()),
        ...queuesChanged(),
      };
      return Object.keys(changes).length > 0 ? changes : undefined;
    },
    stop: forget,
  };
}

const textOf = ({ name, waiting, longestSince }: QueueRow): string => `${waiting} ${longestSince} ${name}`;

/** Returns a function that reports whether its argument differs from the previous one. */
function rememberLast(start: string): (value: string) => boolean {
  let last = start;
  return (value) => {
    const differs = value !== last;
    last = value;
    return differs;
  };
}
