import { isQueueId } from '../../domain/floor/queue-id.ts';
import type { QueueBacklog } from '../../domain/floor/queue-status.ts';
import type { QueueId } from '../../domain/floor/snapshot.ts';
import { longestWait, PLAUSIBLE_MAX, readCountUpTo } from '../plausible.ts';
import { readIndicatorRows } from './indicator-rows.ts';

/** Real-time indicators of a queue (`skill/rindex`, old page 2561): calls waiting, and the longest wait in seconds. */
export const QUEUE_INDICATORS = {
  waiting: 'IDX_COUNT_REAL_SKILL_QUEUE',
  longest: 'IDX_DURATION_SKILL_MAX_QUEUE_ACK',
} as const;

/** Maximum number of queues in one request to `skill/rindex` or `agentsinskill`. */
export const QUEUES_PER_REQUEST = 1_000;

/** Removes ids out of range: one of them would make the CMS reject the whole request. */
export function validQueueIds(queueIds: readonly QueueId[]): QueueId[] {
  return queueIds.filter(isQueueId);
}

/** Reads `skill/rindex`. A queue without both indicators is left out, because unknown is not 0. `undefined` for a malformed payload. */
export function readQueueBacklogs(
  payload: unknown,
  requestedIds: readonly QueueId[],
): ReadonlyMap<QueueId, QueueBacklog> | undefined {
  const queues = readIndicatorRows(payload, requestedIds)?.rows;
  if (queues === undefined) return undefined;
  const waits = new Map<QueueId, QueueBacklog>();
  for (const { id, values } of queues) {
    const calls = readCountUpTo(values.get(QUEUE_INDICATORS.waiting), PLAUSIBLE_MAX.callsWaiting);
    const longest = values.get(QUEUE_INDICATORS.longest);
    if (calls === undefined || longest === undefined) continue;
    waits.set(id, { calls, longestSeconds: longestWait(calls, longest) });
  }
  return waits;
}
