/** The limit and the priority of a request to an upstream. */
export interface Ask {
  readonly signal: AbortSignal;
  /** Interactive requests take precedence over background work in rate limiters and queues. */
  readonly urgency: 'person' | 'background';
}

/** The outcome of a request that an upstream answered. Failures are thrown as `FloorwalkerError`. */
export type Reading<T> = Value<T> | WithoutValue;

export interface Value<T> {
  readonly kind: 'value';
  readonly value: T;
  /** Epoch milliseconds. */
  readonly takenAt: number;
  /** Number of rows that a list lacks according to its own count; absent if the list is complete. */
  readonly missing?: number;
}

export type WithoutValue =
  /** The bot has no access: for this agent, or to this route at all. The refusal is cached for a while. */
  | { readonly kind: 'refused'; readonly scope: 'agent' | 'route' }
  /** The route needs an agent with a call, and this agent has none (`statisticsEx`, page 0428). */
  | { readonly kind: 'not-in-call' }
  /** `takenAt`: epoch milliseconds. */
  | { readonly kind: 'signed-out'; readonly takenAt: number }
  | { readonly kind: 'unknown-agent'; readonly takenAt: number }
  /** The value needs more requests, for this many agents, than an answer can wait for; nothing was requested. */
  | { readonly kind: 'too-many-agents'; readonly agents: number }
  /** The request is about a list of ids and none of them is known; nothing was requested. */
  | { readonly kind: 'nothing-to-ask' };
