import type { DeliveryServiceOptions } from '../../../src/summaries/management/delivery-service.ts';

/** Long enough for a post and its fence, as in earnest: `fenceMs + postMs < settleMs < lease`. */
export const FAST_LEASE_MS = 900;

/** Everything that waits waits less, in the same proportions. */
export const FAST = {
  timing: {
    postMs: 400,
    settleMs: 600,
    fenceMs: 100,
    retryDelayMs: 500,
    tickMs: 50,
    touchMs: 200,
    idleMs: 20,
  },
  pace: { startPerSecond: 200, fastestPerSecond: 200, slowestPerSecond: 50, channelMs: 5 },
} satisfies Partial<DeliveryServiceOptions>;
