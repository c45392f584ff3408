import { isQueueId } from '../../domain/floor/queue-id.ts';
import type { QueueWait } from '../../domain/floor/queue-status.ts';
import type { QueueId } from '../../domain/floor/snapshot.ts';
import { longestWait, MOST, readCountUpTo } from '../plausible.ts';
import { readIndicatorRows } from './indicator-rows.ts';

/** Live indicators of a queue (page of `skill/rindex`, old 2561): callers waiting, and the longest wait in seconds. */
export const QUEUE_INDICATORS = {
  waiting: 'IDX_COUNT_REAL_SKILL_QUEUE',
  longest: 'IDX_DURATION_SKILL_MAX_QUEUE_ACK',
} as const;

/** The most queues that one `skill/rindex` and one `agentsinskill` take. */
export const QUEUES_AT_A_TIME = 1_000;

/** One number that is out of range would have the whole question refused. */
export function legalQueues(queueIds: readonly QueueId[]): QueueId[] {
  return queueIds.filter(isQueueId);
}

/** `skill/rindex`. A queue without both indicators is not measured, which is not zero. */
export function readQueueWaits(
  payload: unknown,
  asked: readonly QueueId[],
): ReadonlyMap<QueueId, QueueWait> | undefined {
  const queues = readIndicatorRows(payload, asked)?.rows;
  if (queues === undefined) return undefined;
  const waits = new Map<QueueId, QueueWait>();
  for (const { id, values } of queues) {
    const calls = readCountUpTo(values.get(QUEUE_INDICATORS.waiting), MOST.callsWaiting);
    const longest = values.get(QUEUE_INDICATORS.longest);
    if (calls === undefined || longest === undefined) continue;
    waits.set(id, { calls, longestSeconds: longestWait(calls, longest) });
  }
  return waits;
}
