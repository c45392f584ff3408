import type { AgentId } from './agent-id.ts';
import type { AgentState } from './agent-state.ts';

/** A skill queue's number (`skillId` upstream). */
export type QueueId = number;

/** The state of one agent at one instant. `null` means unknown, never 0. */
export interface AgentOnFloor {
  readonly id: AgentId;
  readonly name: string | null;
  readonly state: AgentState;
  readonly secondsInState: number | null;
  /** Reason code for not ready or on break; 200 to 250 are defined by the centre (page 1346). */
  readonly reason: number | null;
  /** Epoch milliseconds. */
  readonly signedInAt: number | null;
  /** Ascending; `null` if the source has no queues. */
  readonly queues: readonly QueueId[] | null;
}

/** The floor at one instant, with each agent once. */
export interface Snapshot {
  readonly agents: ReadonlyMap<AgentId, AgentOnFloor>;
  readonly queues: ReadonlyMap<QueueId, readonly AgentId[]>;
  /** Queues whose members were read, if the source is read queue by queue. The members of other queues are unknown. */
  readonly queuesRead?: ReadonlySet<QueueId>;
  /** Number of malformed records, which are missing from `agents`. */
  readonly malformedRecords: number;
  /** Number of agents whose records are missing; absent means 0. Totals are then lower bounds. */
  readonly missing?: number;
}

/** All agents of the VDN, signed in or not. */
export interface Roster {
  readonly agents: ReadonlyMap<AgentId, AgentOnFloor>;
  readonly count: number;
  /** Number of malformed records. An agent that is not in `agents` may be one of them. */
  readonly malformedRecords: number;
  /** Number of agents that the list lacks compared with `count`. */
  readonly missing: number;
}

/** Returns whether the roster has one of the agents; `undefined` if it has none and is incomplete. */
export function hasAnyOf(
  { agents, malformedRecords, missing }: Roster,
  sought: Iterable<AgentId>,
): boolean | undefined {
  for (const id of sought) if (agents.has(id)) return true;
  return malformedRecords + missing === 0 ? false : undefined;
}

/** Agents by queue, without their states. */
export type QueueMembers = Required<Pick<Snapshot, 'queues' | 'queuesRead' | 'malformedRecords'>>;

/** Combines the roster, which has states, and the members of queues. Members outside the roster are left out. */
export function floorFrom(roster: Roster, members: QueueMembers): Snapshot {
  const agents = new Map<AgentId, AgentOnFloor & { readonly queues: QueueId[] }>();
  for (const [id, agent] of roster.agents) {
    if (agent.state !== 'signed-out') agents.set(id, { ...agent, queues: [] });
  }
  const queues = Array.from(
    members.queues,
    ([queue, ids]) => [queue, ids.filter((id) => agents.has(id))] as const,
  ).toSorted(([left], [right]) => left - right);
  for (const [queue, ids] of queues) for (const id of ids) agents.get(id)?.queues.push(queue);
  return {
    agents,
    queues: new Map(queues),
    queuesRead: members.queuesRead,
    malformedRecords: roster.malformedRecords + members.malformedRecords,
    missing: roster.missing,
  };
}
