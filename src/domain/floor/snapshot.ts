import type { AgentId } from './agent-id.ts';
import type { AgentState } from './agent-state.ts';

/** A skill queue's number (`skillId` upstream). */
export type QueueId = number;

/** One agent at one instant. `null` means that the platform did not say, never zero. */
export interface AgentOnFloor {
  readonly id: AgentId;
  readonly name: string | null;
  readonly state: AgentState;
  readonly secondsInState: number | null;
  /** Why the agent is busy or resting: 200 to 250 are the centre's own reasons (page 1346). */
  readonly reason: number | null;
  /** Epoch milliseconds. */
  readonly signedInAt: number | null;
  /** Ascending; `null` where the source cannot list them. */
  readonly queues: readonly QueueId[] | null;
}

/** What the floor looked like at one instant: every agent once, whichever and however many queues the agent serves. */
export interface Snapshot {
  readonly agents: ReadonlyMap<AgentId, AgentOnFloor>;
  readonly queues: ReadonlyMap<QueueId, readonly AgentId[]>;
  /** Where the source has to be asked about each queue: those of which it told. Nobody in another is not known to be so. */
  readonly queuesRead?: ReadonlySet<QueueId>;
  /** Records that could not be read. They are missing from `agents`, so totals must say so. */
  readonly unreadable: number;
  /** Agents of the VDN, signed in or not, whose records did not come: totals are at least what `agents` has. 0 unless told. */
  readonly missing?: number;
}

/** Everyone whom the platform has, signed in or not. */
export interface Roster {
  readonly agents: ReadonlyMap<AgentId, AgentOnFloor>;
  /** How many the platform says there are. */
  readonly count: number;
  /** Where there are some, an agent who is not in `agents` may be among them. */
  readonly unreadable: number;
  /** By how many agents the list is shorter than `count`: rows that did not come. */
  readonly missing: number;
}

/** Whether one of these agents is on the roster; `undefined` where none is, and rows did not come or could not be read. */
export function hasAnyOf(
  { agents, unreadable, missing }: Roster,
  sought: Iterable<AgentId>,
): boolean | undefined {
  for (const id of sought) if (agents.has(id)) return true;
  return unreadable + missing === 0 ? false : undefined;
}

/** Who is signed in to which queue, and no more of them than that. */
export type QueueMembers = Required<Pick<Snapshot, 'queues' | 'queuesRead' | 'unreadable'>>;

/** The floor from two lists that know half of it each. Who is signed in to a queue and not on the roster is left out. */
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
    unreadable: roster.unreadable + members.unreadable,
    missing: roster.missing,
  };
}
