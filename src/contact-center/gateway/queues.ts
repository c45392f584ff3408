import { z } from 'zod';
import type { QueueBacklog } from '../../domain/floor/queue-status.ts';
import type { QueueId } from '../../domain/floor/snapshot.ts';
import { looseCount, looseInt } from '../coerce.ts';
import { countUpTo, longestWait, PLAUSIBLE_MAX } from '../plausible.ts';
import { readRowsAbout } from '../rows.ts';

/** `deviceNo` is the queue id, `queueTime` the longest wait in seconds. */
const acdRow = z.object({
  deviceNo: looseCount,
  queueSize: countUpTo(PLAUSIBLE_MAX.callsWaiting),
  queueTime: looseInt,
});

/** Reads `queryacdstat` (page 1023). A queue with a malformed row is left out, because unknown is not 0. `undefined` for a malformed result. */
export function readQueueBacklogs(
  result: unknown,
  requestedIds: readonly QueueId[],
): ReadonlyMap<QueueId, QueueBacklog> | undefined {
  const queues = readRowsAbout(result, acdRow, ({ deviceNo }) => deviceNo, requestedIds)?.rows;
  return (
    queues &&
    new Map(
      queues.map(({ deviceNo, queueSize, queueTime }) => [
        deviceNo,
        { calls: queueSize, longestSeconds: longestWait(queueSize, queueTime) },
      ]),
    )
  );
}
