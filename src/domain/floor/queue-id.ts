import type { QueueId } from './snapshot.ts';

/** 1 to 2000 in the first issues, up to 5000 since 25.300.0 (page 0587). */
const LOWEST = 1;
const HIGHEST = 5_000;

/** For people. */
export const QUEUE_ID_RANGE = `${LOWEST} to ${HIGHEST}`;

export function isQueueId(number: number): number is QueueId {
  return Number.isInteger(number) && number >= LOWEST && number <= HIGHEST;
}
