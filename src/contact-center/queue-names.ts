import { z } from 'zod';
import type { QueueId } from '../domain/floor/snapshot.ts';
import { looseCount, readName } from './coerce.ts';
import { readRows } from './rows.ts';

const namedQueue = z.object({ id: looseCount, name: z.unknown().transform(readName) });

/**
 * Reads the queue names of a VDN from `configures/skills` or `agentvdnskill` (page 0409), which have the same fields. Queues
 * with a blank name are left out. `undefined` if the list has another shape.
 */
export function readQueueNames(list: unknown): ReadonlyMap<QueueId, string> | undefined {
  const queues = readRows(list, namedQueue)?.rows;
  return queues && new Map(queues.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])));
}
