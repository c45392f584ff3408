import type { Fact, Unknown } from '../floor/fact.ts';
import type { QueueId } from '../floor/snapshot.ts';
import { createQueueFinder, isQueueNumber, type NamedQueue, type QueueMatch } from './queue-command.ts';

/** Maximum number of queues of one subscription or report. More belong into several subscriptions, or the whole floor. */
export const QUEUES_MAX = 100;

export type QueueProblem =
  /** The name matches no queue, or several. */
  | {
      readonly kind: 'unknown-queue';
      readonly typed: string;
      readonly match: Exclude<QueueMatch, { kind: 'found' }>;
    }
  /** The name is not in the list of queues, and the list is incomplete. */
  | { readonly kind: 'queues-incomplete'; readonly typed: string }
  /** A name was typed while no upstream has the list of queues. */
  | { readonly kind: 'queues-unknown'; readonly why: Unknown };

/**
 * Returns the ids of the typed queues, ascending and distinct. While names are unknown, numbers are still accepted. The
 * search stops after one more than {@link QUEUES_MAX}.
 */
export function wantedQueues(
  typed: readonly string[],
  queues: Fact<readonly NamedQueue[]>,
): { readonly kind: 'queues'; readonly ids: readonly QueueId[] } | QueueProblem {
  const known = queues.kind === 'known' ? queues.value : typed.filter(isQueueNumber).map(unnamedQueue);
  const find = createQueueFinder(known);
  const ids = new Set<QueueId>();
  for (const each of new Set(typed)) {
    if (ids.size > QUEUES_MAX) break;
    const match = find(each);
    if (match.kind === 'found') ids.add(match.id);
    else if (queues.kind !== 'known') return { kind: 'queues-unknown', why: queues };
    else if (queues.missing === undefined || match.kind === 'several')
      return { kind: 'unknown-queue', typed: each, match };
    else if (isQueueNumber(each)) ids.add(Number(each));
    else return { kind: 'queues-incomplete', typed: each };
  }
  return { kind: 'queues', ids: [...ids].toSorted((left, right) => left - right) };
}

function unnamedQueue(typed: string): NamedQueue {
  return { id: Number(typed), name: null };
}
