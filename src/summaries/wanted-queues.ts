import {
  createQueueFinder,
  isQueueNumber,
  type NamedQueue,
  type QueueMatch,
} from '../domain/commands/queue-command.ts';
import type { Fact, Unknown } from '../domain/floor/fact.ts';
import type { QueueId } from '../domain/floor/snapshot.ts';

export type QueueProblem =
  /** A queue that was asked for by a name that is none, or several. */
  | {
      readonly kind: 'unknown-queue';
      readonly typed: string;
      readonly match: Exclude<QueueMatch, { kind: 'found' }>;
    }
  /** A name that is not in a list of queues of which rows did not come. */
  | { readonly kind: 'queues-incomplete'; readonly typed: string }
  /** A name, while nobody can tell which queues there are. */
  | { readonly kind: 'queues-unknown'; readonly why: Unknown };

/**
 * The numbers of the queues that a person named, ascending and each once. While the names are unknown, numbers are still
 * understood.
 *
 * @param most after one queue more than that no further ones are looked for
 */
export function wantedQueues(
  typed: readonly string[],
  queues: Fact<readonly NamedQueue[]>,
  most: number,
): { readonly kind: 'queues'; readonly ids: readonly QueueId[] } | QueueProblem {
  const known = queues.kind === 'known' ? queues.value : typed.filter(isQueueNumber).map(unnamedQueue);
  const find = createQueueFinder(known);
  const ids = new Set<QueueId>();
  for (const each of new Set(typed)) {
    if (ids.size > most) break;
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
