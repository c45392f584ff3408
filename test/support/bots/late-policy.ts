import type { LatePolicy } from '../../../src/summaries/deliveries/delivery-decision.ts';

/** The policy of a bot with the default environment. */
export const LATE_POLICY: LatePolicy = {
  lateAfterMs: 2 * 60_000,
  graceMs: 2 * 3_600_000,
  afterGrace: 'skip',
};
