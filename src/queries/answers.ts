import type { AgentId } from '../domain/floor/agent-id.ts';
import type { CallStatistics } from '../domain/floor/call-statistics.ts';
import type { Fact } from '../domain/floor/fact.ts';
import type { AgentOnFloor, QueueId } from '../domain/floor/snapshot.ts';

/** About calls: whether the agent is signed in, or there at all, is for the state to say. */
export type PartFact<T> = Exclude<Fact<T>, { readonly kind: 'signed-out' | 'unknown-agent' }>;

/** One agent, as far as was asked: `null` is a part that was not asked for. */
export interface AgentCard {
  readonly agentId: AgentId;
  /** Always asked: it tells signed out from unknown, and the others are read in its light. */
  readonly state: Fact<AgentOnFloor>;
  readonly callCount: PartFact<number> | null;
  readonly callIds: PartFact<readonly string[]> | null;
  readonly statistics: PartFact<CallStatistics> | null;
  /** Of the agent's queues and others, as far as names were at hand: no answer waits for them. */
  readonly queueNames: ReadonlyMap<QueueId, string>;
  /** The gateway shows the agent, and the CMS has no such one: the two are set to different VDNs. */
  readonly isUnknownToCms?: true;
}
