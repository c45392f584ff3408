import { createRateLimiter, type RateLimiter } from '../http/rate-limiter.ts';

export interface CmsRateLimiterOptions {
  /** Maximum number of requests in any window of `perMs`. The documents name no limit of the CMS. */
  readonly requests?: number;
  readonly perMs?: number;
}

const REQUESTS_MAX = 20;
const WINDOW_MS = 1_000;

/**
 * Limits the bot to 20 requests per second to the CMS, with interactive requests first. Background requests use at most half
 * of the limit, so that reading the counters of a large floor leaves room for interactive ones.
 */
export function createCmsRateLimiter({
  requests = REQUESTS_MAX,
  perMs = WINDOW_MS,
}: CmsRateLimiterOptions = {}): RateLimiter {
  const all = createRateLimiter({ requests, perMs });
  const own = createRateLimiter({ requests: Math.ceil(requests / 2), perMs });
  return (ask, request) =>
    ask.urgency === 'background' ? own(ask, () => all(ask, request)) : all(ask, request);
}
