import type { NamedQueue } from '../../domain/commands/queue-command.ts';
import type { QueueId } from '../../domain/floor/snapshot.ts';
import { sanitizeLine } from '../block-kit/escaping.ts';
import { FORMAT } from '../block-kit/format.ts';
import { QUEUE_NAME_MAX } from '../block-kit/name-lengths.ts';
import { SUMMARY } from '../replies/summary-replies.ts';

const QUEUES_MAX = 3;

export function namesOf(queues: readonly NamedQueue[]): ReadonlyMap<QueueId, string> {
  return new Map(queues.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])));
}

/** A queue's name with its number, since several queues may have one name. */
export function queueName(
  names: ReadonlyMap<QueueId, string>,
  queue: QueueId,
  longest: number = QUEUE_NAME_MAX.list,
): string {
  const name = sanitizeLine(names.get(queue) ?? '', longest);
  return name === '' ? `Queue ${queue}` : `${name} (${queue})`;
}

/** `The floor`, `Sales (1)`, `Sales (1), Support (2), Billing (3) and 4 more`. */
export function scopeName(names: ReadonlyMap<QueueId, string>, queues: readonly QueueId[]): string {
  if (queues.length === 0) return SUMMARY.floor;
  return FORMAT.list(
    queues.map((queue) => queueName(names, queue)),
    QUEUES_MAX,
  );
}
