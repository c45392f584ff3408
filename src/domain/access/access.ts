import type { Requester } from './requester.ts';

/** What one requester may see and do. It is computed once for each request, and services take it. */
export type Access = Refused | GrantedAccess;

/** The requester may see nothing. */
export interface Refused {
  readonly kind: 'refused';
  readonly requester: Requester;
  readonly refusal: Refusal;
}

/** The requester may see the floor: its queues and its counts, which are about no single person. */
export type GrantedAccess = FloorAccess | AgentAccess;

export interface FloorAccess {
  readonly kind: 'granted';
  readonly requester: Requester;
  /** Why the requester may see no single agent and set up no subscription. */
  readonly agentsRefused: Refusal;
}

/** The requester may also see single agents, and set up and change subscriptions. */
export interface AgentAccess {
  readonly kind: 'granted';
  readonly requester: Requester;
  readonly agentsRefused: null;
}

export type Refusal =
  /** `supervisors` are the Slack user and group ids that the requester can turn to; empty where none is set up. */
  | { readonly reason: 'not-a-supervisor'; readonly supervisors: readonly string[] }
  | { readonly reason: 'guest' }
  | { readonly reason: 'stranger' }
  /** Slack did not say who the requester is, so the answer is no for now. */
  | { readonly reason: 'rights-unknown' }
  /** The app may not ask Slack who the requester is: it lacks this scope. */
  | { readonly reason: 'scope-missing'; readonly scope: string };

/** Why the requester may see no single agent; `null` where single agents may be seen. */
export function agentRefusal(access: Access): Refusal | null {
  return access.kind === 'refused' ? access.refusal : access.agentsRefused;
}
