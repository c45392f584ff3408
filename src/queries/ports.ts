import type { AgentId } from '../domain/agent-id.ts';
import type { CallStatistics } from '../domain/call-statistics.ts';
import type { FloorTotals } from '../domain/floor-totals.ts';
import type { AgentOnFloor, Snapshot } from '../domain/snapshot.ts';

/** How a question is put to an upstream: until when, and whether a person waits for it. */
export interface Ask {
  readonly signal: AbortSignal;
  /** People's questions overtake background work where an upstream limits our pace. */
  readonly urgency: 'person' | 'background';
}

/**
 * What an upstream said. Failures (no connection, nonsense, time-out) are thrown as `FloorwalkerError`;
 * everything here is a normal day.
 */
export type Reading<T> =
  | { readonly kind: 'value'; readonly value: T; readonly takenAt: number }
  /** The bot may not ask this here: about this agent, or by this route at all. Worth remembering for a while. */
  | { readonly kind: 'refused'; readonly scope: 'agent' | 'route' }
  /** The route holds for agents in a call, and this one is in none (`statisticsEx`, page 0428). */
  | { readonly kind: 'not-in-call' }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'unknown-agent' };

/** CC-Gateway, through the session of the bot's own agent. */
export interface GatewayPort {
  callCount(agentId: AgentId, ask: Ask): Promise<Reading<number>>;
  callIds(agentId: AgentId, ask: Ask): Promise<Reading<readonly string[]>>;
  statistics(agentId: AgentId, ask: Ask): Promise<Reading<CallStatistics>>;
  agent(agentId: AgentId, ask: Ask): Promise<Reading<AgentOnFloor>>;
  snapshot(ask: Ask): Promise<Reading<Snapshot>>;
}

/** CC-CMS, one signed request at a time. */
export interface CmsPort {
  callIds(agentId: AgentId, ask: Ask): Promise<Reading<readonly string[]>>;
  statistics(agentId: AgentId, ask: Ask): Promise<Reading<CallStatistics>>;
  agent(agentId: AgentId, ask: Ask): Promise<Reading<AgentOnFloor>>;
  floorTotals(ask: Ask): Promise<Reading<FloorTotals>>;
}

/** What Slack knows of the people who ask. Throws `FloorwalkerError` where Slack does not say. */
export interface Directory {
  membership(userId: string): Promise<Membership>;
  /** Members of a user group (`S…`); empty for a group that does not exist. */
  groupMembers(groupId: string): Promise<ReadonlySet<string>>;
  /** The workspace that the bot is installed in. */
  readonly teamId: string;
}

/** `stranger`: from another workspace, a bot, or deactivated. */
export type Membership = 'full-member' | 'guest' | 'stranger';
