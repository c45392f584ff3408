/** Valid ids are 1 to 2000 in the first releases, and up to 5000 since 25.300.0 (page 0587). */
const LOWEST = 1;
const HIGHEST = 5_000;

/** The maximum number of queues in one request to the gateway (`queryacdstat`, page 1023). */
export const QUEUES_PER_GATEWAY_REQUEST = 100;

export const QUEUE_ID_RANGE = `${LOWEST} to ${HIGHEST}`;

export function isQueueId(number: number): boolean {
  return Number.isInteger(number) && number >= LOWEST && number <= HIGHEST;
}
