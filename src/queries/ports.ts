import type { AgentId } from '../domain/floor/agent-id.ts';
import type { CallStatistics } from '../domain/floor/call-statistics.ts';
import type { FloorTotals } from '../domain/floor/floor-totals.ts';
import type { QueueBacklog } from '../domain/floor/queue-status.ts';
import type { Ask, Reading, Value } from '../domain/floor/reading.ts';
import type { AgentOnFloor, QueueId, QueueMembers, Roster, Snapshot } from '../domain/floor/snapshot.ts';

/** CC-Gateway, through the session of the bot's own agent. Failures are thrown as `FloorwalkerError`. */
export interface GatewayPort {
  callCount(agentId: AgentId, ask: Ask): Promise<Reading<number>>;
  callIds(agentId: AgentId, ask: Ask): Promise<Reading<readonly string[]>>;
  statistics(agentId: AgentId, ask: Ask): Promise<Reading<CallStatistics>>;
  agent(agentId: AgentId, ask: Ask): Promise<Reading<AgentOnFloor>>;
  /** Everyone who serves a queue, the bot's own agent left out. */
  snapshot(ask: Ask): Promise<Reading<Snapshot>>;
  queueNames(ask: Ask): Promise<Reading<ReadonlyMap<QueueId, string>>>;
  queueWaits(queueIds: readonly QueueId[], ask: Ask): Promise<Reading<ReadonlyMap<QueueId, QueueBacklog>>>;
  /** Whether the bot's own agent is signed in, and so counted (as busy) by the platform. */
  isSignedIn(): boolean;
}

/** Where processes on one database leave the newest snapshot for each other. */
export interface SnapshotStore {
  /** `null` where there is none taken at or after that instant. */
  read(since: number): Promise<Value<Snapshot> | null>;
  write(snapshot: Value<Snapshot>): Promise<void>;
  remove(): Promise<void>;
}

/** CC-CMS, one signed request at a time. Failures are thrown as `FloorwalkerError`. */
export interface CmsPort {
  callIds(agentId: AgentId, ask: Ask): Promise<Reading<readonly string[]>>;
  statistics(agentId: AgentId, ask: Ask): Promise<Reading<CallStatistics>>;
  /** The same of up to 100 agents; those of whom the platform tells nothing are left out. */
  statisticsOf(
    agentIds: readonly AgentId[],
    ask: Ask,
  ): Promise<Reading<ReadonlyMap<AgentId, CallStatistics>>>;
  agent(agentId: AgentId, ask: Ask): Promise<Reading<AgentOnFloor>>;
  /**
   * Whether the list of everyone has the agent, about whom `agent` may have failed: where it has not, the failure was
   * the answer to a number that does not exist.
   */
  agentExists(agentId: AgentId, exists: boolean): void;
  /** Everyone whom the platform counts, the bot's own agent included. `agents`: how many the VDN has, where that is known. */
  floorTotals(ask: Ask, agents?: number): Promise<Reading<FloorTotals>>;
  /** Everyone whom the VDN has, signed in or not. */
  roster(ask: Ask): Promise<Reading<Roster>>;
  /** Who is signed in to each of these queues, the bot's own agent included. */
  queueMembers(queueIds: readonly QueueId[], ask: Ask): Promise<Reading<QueueMembers>>;
  queueNames(ask: Ask): Promise<Reading<ReadonlyMap<QueueId, string>>>;
  queueWaits(queueIds: readonly QueueId[], ask: Ask): Promise<Reading<ReadonlyMap<QueueId, QueueBacklog>>>;
}
