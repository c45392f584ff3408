import type { QueueId } from '../floor/snapshot.ts';

/** The agents that a figure counts: all agents, or the agents of some queues, each agent once. */
export interface Scope {
  /** Equal for equal scopes: `floor`, `3`, `1+3`. */
  readonly key: string;
  /** Ascending; `null` means all agents, including those without a queue. */
  readonly queues: readonly QueueId[] | null;
}

export const FLOOR: Scope = { key: 'floor', queues: null };

export function queueScope(queue: QueueId): Scope {
  return { key: String(queue), queues: [queue] };
}

/** Returns the scope of the given queues; an empty list means the whole floor. */
export function scopeOf(queues: readonly QueueId[]): Scope {
  if (queues.length === 0) return FLOOR;
  const ascending = [...new Set(queues)].toSorted((left, right) => left - right);
  return { key: ascending.join('+'), queues: ascending };
}

export function isQueueKey(key: string): boolean {
  return /^\d+$/.test(key);
}

export function includes(scope: Scope, served: readonly QueueId[]): boolean {
  return scope.queues === null || served.some((queue) => scope.queues?.includes(queue));
}

/** True if an agent with the given queues serves no queue outside the scope. */
export function isExclusive(scope: Scope, served: readonly QueueId[]): boolean {
  return scope.queues === null || served.every((queue) => scope.queues?.includes(queue));
}
