import { type AgentId, toAgentId } from '../../../src/domain/floor/agent-id.ts';
import type { AgentState } from '../../../src/domain/floor/agent-state.ts';
import type { AgentOnFloor, QueueId, Snapshot } from '../../../src/domain/floor/snapshot.ts';

export interface BusyFloorOptions {
  readonly agents: number;
  readonly queues: number;
  readonly from: number;
}

interface Desk {
  readonly id: AgentId;
  readonly queues: readonly QueueId[];
  /** Whether the agent works at night; few do. */
  readonly atNight: boolean;
  state: AgentState;
  since: number;
  until: number;
}

const HOUR_MS = 3_600_000;

/** The next state after each state, and the mean duration in seconds. */
const CYCLE: Partial<Record<AgentState, { next: AgentState; seconds: number }>> = {
  available: { next: 'ringing', seconds: 70 },
  ringing: { next: 'on-call', seconds: 8 },
  'on-call': { next: 'wrap-up', seconds: 220 },
  'wrap-up': { next: 'available', seconds: 35 },
  'on-break': { next: 'available', seconds: 900 },
};

/**
 * Creates a large active floor, which is equal in each run: calls all day, with breaks, from 8 to 20 o'clock UTC, and
 * one agent in twenty by night. Agents serve one to three neighbouring queues. Callers ask for ascending instants.
 */
export function createBusyFloor({ agents, queues, from }: BusyFloorOptions): (at: number) => Snapshot {
  const random = createRandom(20_261_119);
  const desks = Array.from({ length: agents }, (_, index): Desk | undefined => {
    const id = toAgentId(1_000 + index);
    const first = index % queues;
    const served = Array.from(
      { length: 1 + (Math.floor(index / queues) % 3) },
      (_, n) => ((first + n) % queues) + 1,
    );
    const ascending = served.toSorted((left, right) => left - right);
    return (
      id && { id, queues: ascending, atNight: index % 20 === 0, state: 'available', since: from, until: from }
    );
  }).filter((desk) => desk !== undefined);

  return (at) => {
    const hour = (at / HOUR_MS) % 24;
    const isDay = hour >= 8 && hour < 20;
    const present = new Map<AgentId, AgentOnFloor>();
    for (const desk of desks) {
      if (!isDay && !desk.atNight) continue;
      live(desk, at);
      const { id, state, queues } = desk;
      const secondsInState = Math.floor((at - desk.since) / 1000);
      present.set(id, { id, name: null, state, secondsInState, reason: null, signedInAt: from, queues });
    }
    return { agents: present, queues: new Map(), malformedRecords: 0 };
  };

  function live(desk: Desk, at: number): void {
    while (desk.until <= at) {
      const step = CYCLE[desk.state] ?? { next: 'available', seconds: 60 };
      desk.state = step.next === 'available' && random() < 0.03 ? 'on-break' : step.next;
      desk.since = desk.until;
      const seconds = CYCLE[desk.state]?.seconds ?? 60;
      desk.until += Math.max(1, Math.round(-Math.log(1 - random()) * seconds)) * 1000;
    }
  }
}

/** A multiplicative generator after Lehmer, which is sufficiently uniform for a floor. */
function createRandom(seed: number): () => number {
  let state = seed % 2_147_483_647;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
