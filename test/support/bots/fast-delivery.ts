import type { DeliveryRunnerOptions } from '../../../src/summaries/deliveries/delivery-runner.ts';

/**
 * The lease in milliseconds. It is long enough for a post with its fence, as in production: `fenceMs + postMs <
 * settleMs < lease`.
 */
export const FAST_LEASE_MS = 900;

/** All delays of deliveries, shortened in equal proportion. */
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
  postRate: { startPerSecond: 200, maxPerSecond: 200, minPerSecond: 50, channelIntervalMs: 5 },
} satisfies Partial<DeliveryRunnerOptions<unknown>>;
