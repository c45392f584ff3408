import type { AgentId } from '../domain/floor/agent-id.ts';
import type { CallStatistics } from '../domain/floor/call-statistics.ts';
import type { Fact } from '../domain/floor/fact.ts';
import type { AgentOnFloor, QueueId } from '../domain/floor/snapshot.ts';

/** A fact about calls. Only the state shows whether the agent is signed in or exists. */
export type PartFact<T> = Exclude<Fact<T>, { readonly kind: 'signed-out' | 'unknown-agent' }>;

/** The card of one agent; parts that were not requested are `null`. */
export interface AgentCard {
  readonly agentId: AgentId;
  /** Always requested, because it distinguishes signed-out from unknown agents. */
  readonly state: Fact<AgentOnFloor>;
  readonly callCount: PartFact<number> | null;
  readonly callIds: PartFact<readonly string[]> | null;
  readonly statistics: PartFact<CallStatistics> | null;
  /** Cached names of queues; no answer waits for names. */
  readonly queueNames: ReadonlyMap<QueueId, string>;
  /** True if the gateway shows the agent and the CMS does not know it: the two are set to different VDNs. */
  readonly isUnknownToCms?: true;
}
