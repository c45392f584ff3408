import type { Requester } from './requester.ts';

/** The rights of one requester, computed once per request and passed to the services. */
export type Access = Refused | GrantedAccess;

export interface Refused {
  readonly kind: 'refused';
  readonly requester: Requester;
  readonly refusal: Refusal;
}

/** The requester may see queues and counts, which are not about single persons. */
export type GrantedAccess = FloorAccess | AgentAccess;

export interface FloorAccess {
  readonly kind: 'granted';
  readonly requester: Requester;
  /** The reason why the requester has no access to single agents and subscriptions. */
  readonly agentsRefused: Refusal;
}

/** The requester may also see single agents, and create and change subscriptions. */
export interface AgentAccess {
  readonly kind: 'granted';
  readonly requester: Requester;
  readonly agentsRefused: null;
}

export type Refusal =
  /** `supervisors`: Slack ids of users and groups whom the requester can ask; empty if none are configured. */
  | { readonly reason: 'not-a-supervisor'; readonly supervisors: readonly string[] }
  | { readonly reason: 'guest' }
  | { readonly reason: 'stranger' }
  /** Slack did not identify the requester; a later request may succeed. */
  | { readonly reason: 'rights-unknown' }
  /** The app lacks this scope for reading the requester's account. */
  | { readonly reason: 'scope-missing'; readonly scope: string };

/** The reason why the requester has no access to single agents; `null` if there is access. */
export function agentRefusal(access: Access): Refusal | null {
  return access.kind === 'refused' ? access.refusal : access.agentsRefused;
}
