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
export type Reading<T> = Value<T> | WithoutValue;

export interface Value<T> {
  readonly kind: 'value';
  readonly value: T;
  /** Epoch milliseconds. */
  readonly takenAt: number;
  /** Of a list: how many of its rows did not come, by its own count. Left out where all came. */
  readonly missing?: number;
}

export type WithoutValue =
  /** The bot may not ask this here: about this agent, or by this route at all. Worth remembering for a while. */
  | { readonly kind: 'refused'; readonly scope: 'agent' | 'route' }
  /** The route holds for agents in a call, and this one is in none (`statisticsEx`, page 0428). */
  | { readonly kind: 'not-in-call' }
  /** `takenAt`: epoch milliseconds. */
  | { readonly kind: 'signed-out'; readonly takenAt: number }
  | { readonly kind: 'unknown-agent'; readonly takenAt: number }
  /** Reading it takes so many requests, for so many agents, that an answer cannot wait for them: nothing was asked. */
  | { readonly kind: 'too-many-agents'; readonly agents: number }
  /** The question is about a list of things, and none of them is known: nothing was asked. */
  | { readonly kind: 'nothing-to-ask' };
