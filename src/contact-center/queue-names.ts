import { z } from 'zod';
import type { QueueId } from '../domain/snapshot.ts';
import { looseInt } from './loose.ts';

const nameList = z.array(z.object({ id: looseInt, name: z.string() }));

/**
 * The queues of a VDN by name: both upstreams list them alike (`configures/skills`, and `agentvdnskill` on page
 * 0409). A queue whose name is blank has none. `undefined` where the list is of another shape.
 */
export function readQueueNames(list: unknown): ReadonlyMap<QueueId, string> | undefined {
  const { data } = nameList.safeParse(list ?? []);
  return (
    data && new Map(data.map(({ id, name }) => [id, name.trim()] as const).filter(([, name]) => name !== ''))
  );
}
