import { z } from 'zod';
import type { QueueWait } from '../../domain/queue-status.ts';
import type { QueueId } from '../../domain/snapshot.ts';
import { looseCount } from '../loose.ts';
import { readRows } from '../rows.ts';

/** The most queues that one `queryacdstat` takes (page 1023). */
export const QUEUES_AT_A_TIME = 100;

/** `deviceNo` is the queue, `queueTime` the longest wait in seconds. */
const acdRow = z.object({ deviceNo: looseCount, queueSize: looseCount, queueTime: looseCount });

/** `queryacdstat`, page 1023. A queue whose row cannot be read is not measured, which is not zero. */
export function readQueueWaits(result: unknown): ReadonlyMap<QueueId, QueueWait> | undefined {
  const queues = readRows(result, acdRow)?.rows;
  return (
    queues &&
    new Map(queues.map((row) => [row.deviceNo, { calls: row.queueSize, longestSeconds: row.queueTime }]))
  );
}
