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
  /** Records that could not be read. They are missing from `agents`, so totals must say so. */
  readonly unreadable: number;
}

/** Everyone whom the platform has, signed in or not. */
export interface Roster {
  readonly agents: ReadonlyMap<AgentId, AgentOnFloor>;
  /** Where there are some, whoever is missing from `agents` may be among them. */
  readonly unreadable: number;
}
