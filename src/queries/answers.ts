import type { AgentId } from '../domain/agent-id.ts';
import type { CallStatistics } from '../domain/call-statistics.ts';
import type { Fact } from '../domain/fact.ts';
import type { AgentOnFloor } from '../domain/snapshot.ts';

export type { Refusal, Reply } from '../domain/reply.ts';

/** One agent, as far as was asked: `null` is a part that was not asked for. */
export interface AgentCard {
  readonly agentId: AgentId;
  /** Always asked: it tells signed out from unknown, and the others are read in its light. */
  readonly state: Fact<AgentOnFloor>;
  readonly callCount: Fact<number> | null;
  readonly callIds: Fact<readonly string[]> | null;
  readonly statistics: Fact<CallStatistics> | null;
}
