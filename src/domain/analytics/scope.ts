import type { QueueId } from '../floor/snapshot.ts';

/** Whose figures are meant: the whole floor, or the agents of some queues, each agent once. */
export interface Scope {
  /** Equal for equal scopes: `floor`, `3`, `1+3`. */
  readonly key: string;
  /** Ascending; `null` is the whole floor, agents without a queue included. */
  readonly queues: readonly QueueId[] | null;
}

export const FLOOR: Scope = { key: 'floor', queues: null };

export function queueScope(queue: QueueId): Scope {
  return { key: String(queue), queues: [queue] };
}

/** One queue given alone is that queue's own scope; none at all is the floor. */
export function scopeOf(queues: readonly QueueId[]): Scope {
  if (queues.length === 0) return FLOOR;
  const ascending = [...new Set(queues)].toSorted((left, right) => left - right);
  return { key: ascending.join('+'), queues: ascending };
}

/** Whether the scope of that key is one single queue. */
export function isQueueKey(key: string): boolean {
  return /^\d+$/.test(key);
}

export function includes(scope: Scope, served: readonly QueueId[]): boolean {
  return scope.queues === null || served.some((queue) => scope.queues?.includes(queue));
}

/** Serves no queue outside the scope, so nobody else counts on the agent. */
export function isExclusive(scope: Scope, served: readonly QueueId[]): boolean {
  return scope.queues === null || served.every((queue) => scope.queues?.includes(queue));
}
