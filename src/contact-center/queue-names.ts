import { z } from 'zod';
import type { QueueId } from '../domain/floor/snapshot.ts';
import { looseCount, readName } from './loose.ts';
import { readRows } from './rows.ts';

const namedQueue = z.object({ id: looseCount, name: z.unknown().transform(readName) });

/**
 * The queues of a VDN by name: both upstreams list them alike (`configures/skills`, and `agentvdnskill` on page
 * 0409). A queue whose name is blank has none. `undefined` where the list is of another shape.
 */
export function readQueueNames(list: unknown): ReadonlyMap<QueueId, string> | undefined {
  const queues = readRows(list, namedQueue)?.rows;
  return queues && new Map(queues.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])));
}
