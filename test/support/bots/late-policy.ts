import type { LatePolicy } from '../../../src/summaries/deliveries/delivery-decision.ts';

/** The policy of a bot whose environment does not say otherwise. */
export const LATE_POLICY: LatePolicy = {
  lateAfterMs: 2 * 60_000,
  graceMs: 2 * 3_600_000,
  afterGrace: 'skip',
};
