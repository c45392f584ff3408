import type { AgentId } from '../domain/floor/agent-id.ts';
import type { CallStatistics } from '../domain/floor/call-statistics.ts';
import type { FloorTotals } from '../domain/floor/floor-totals.ts';
import type { QueueBacklog } from '../domain/floor/queue-status.ts';
import type { Ask, Reading } from '../domain/floor/reading.ts';
import type { AgentOnFloor, QueueId, QueueMembers, Roster, Snapshot } from '../domain/floor/snapshot.ts';

/**
 * CC-Gateway, under the session of the bot's own agent.
 *
 * @throws {FloorwalkerError} upstream-*, gateway-* from every query
 */
export interface GatewayPort {
  callCount(agentId: AgentId, ask: Ask): Promise<Reading<number>>;
  callIds(agentId: AgentId, ask: Ask): Promise<Reading<readonly string[]>>;
  statistics(agentId: AgentId, ask: Ask): Promise<Reading<CallStatistics>>;
  agent(agentId: AgentId, ask: Ask): Promise<Reading<AgentOnFloor>>;
  /** All agents that serve a queue, without the bot's own agent. */
  snapshot(ask: Ask): Promise<Reading<Snapshot>>;
  queueNames(ask: Ask): Promise<Reading<ReadonlyMap<QueueId, string>>>;
  queueWaits(queueIds: readonly QueueId[], ask: Ask): Promise<Reading<ReadonlyMap<QueueId, QueueBacklog>>>;
  /** True if the bot's own agent is signed in, so that the platform counts it as not ready. */
  isSignedIn(): boolean;
}

/**
 * CC-CMS, by signed requests.
 *
 * @throws {FloorwalkerError} upstream-* from every query
 */
export interface CmsPort {
  callIds(agentId: AgentId, ask: Ask): Promise<Reading<readonly string[]>>;
  statistics(agentId: AgentId, ask: Ask): Promise<Reading<CallStatistics>>;
  /** {@link statistics} of up to 100 agents; agents without statistics are left out. */
  statisticsOf(
    agentIds: readonly AgentId[],
    ask: Ask,
  ): Promise<Reading<ReadonlyMap<AgentId, CallStatistics>>>;
  agent(agentId: AgentId, ask: Ask): Promise<Reading<AgentOnFloor>>;
  /** Tells whether the roster has an agent for which `agent` failed. If not, the failure was due to the unknown id. */
  agentExists(agentId: AgentId, exists: boolean): void;
  /** Totals including the bot's own agent. `agents`: the number of agents in the VDN, if known. */
  floorTotals(ask: Ask, agents?: number): Promise<Reading<FloorTotals>>;
  /** All agents of the VDN, signed in or not. */
  roster(ask: Ask): Promise<Reading<Roster>>;
  /** Agents signed in to the given queues, including the bot's own agent. */
  queueMembers(queueIds: readonly QueueId[], ask: Ask): Promise<Reading<QueueMembers>>;
  queueNames(ask: Ask): Promise<Reading<ReadonlyMap<QueueId, string>>>;
  queueWaits(queueIds: readonly QueueId[], ask: Ask): Promise<Reading<ReadonlyMap<QueueId, QueueBacklog>>>;
}
