import { createRateLimiter, type RateLimiter } from '../http/rate-limiter.ts';

export interface GatewayRateLimiterOptions {
  /** Maximum number of requests in any window of `perMs`. The gateway allows 5 per 2 s and agent (pages 0406, 0413, 0418). */
  readonly requests?: number | (() => number) | undefined;
  readonly perMs?: number;
}

/** Window of the gateway's rate limit, milliseconds. */
export const WINDOW_MS = 2_000;

/**
 * Requests per window for each process, if several processes use one session. The leader takes samples and holds the
 * session; the others read its snapshot from the database and rarely need the gateway. One request is reserved for the check
 * whether an adopted session is still valid. The shares suffice for three processes. With a fourth one the gateway may reject
 * requests, which the CMS then answers.
 */
export const SHARES = { alone: 5, leading: 2, following: 1, outOfTurn: 1 } as const;

export function createGatewayRateLimiter({
  requests = SHARES.alone,
  perMs = WINDOW_MS,
}: GatewayRateLimiterOptions = {}): RateLimiter {
  return createRateLimiter({ requests, perMs });
}
