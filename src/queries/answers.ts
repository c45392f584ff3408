import type { AgentId } from '../domain/agent-id.ts';
import type { CallStatistics } from '../domain/call-statistics.ts';
import type { Fact } from '../domain/fact.ts';
import type { AgentOnFloor } from '../domain/snapshot.ts';

/** Every question ends in one of these two, and failures are facts inside the answer: asking never throws. */
export type Reply<T> =
  | { readonly kind: 'answered'; readonly answer: T }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export type Refusal =
  /** `supervisors` are the Slack user and group ids that the asker can turn to; empty where nobody is set up. */
  | { readonly reason: 'not-a-supervisor'; readonly supervisors: readonly string[] }
  | { readonly reason: 'guest' }
  | { readonly reason: 'stranger' }
  /** Slack did not say who the asker is, so the answer is no for now. */
  | { readonly reason: 'rights-unknown' };

/** One agent, as far as was asked: `null` is a part that was not asked for. */
export interface AgentCard {
  readonly agentId: AgentId;
  /** Always asked: it tells signed out from unknown, and the others are read in its light. */
  readonly state: Fact<AgentOnFloor>;
  readonly callCount: Fact<number> | null;
  readonly callIds: Fact<readonly string[]> | null;
  readonly statistics: Fact<CallStatistics> | null;
}
