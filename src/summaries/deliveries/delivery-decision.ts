import type { PostRefusal } from '../subscriptions/post-refusal.ts';
import type { PauseReason, Subscription } from '../subscriptions/subscription.ts';
import type { Delivery, OwnerNotification, SkipReason, Unsent } from './delivery.ts';
import type { PostOutcome } from './ports.ts';

/** Which scheduled summaries are still posted, by how late they are. */
export interface LatePolicy {
  /** A message that is posted later than this mentions the delay, milliseconds. */
  readonly lateAfterMs: number;
  /** After this time `afterGrace` decides about a summary, milliseconds. */
  readonly graceMs: number;
  /** `skip`: the summary is not posted, and the owner is notified. `post`: the latest one is posted, marked as late. */
  readonly afterGrace: 'skip' | 'post';
}

/** Owner notifications, requested summaries and searches for a post are given up after this. */
const GIVEN_UP_AFTER_MS = 7 * 24 * 3_600_000;

export function isGivenUp(since: number, now: number): boolean {
  return now - since > GIVEN_UP_AFTER_MS;
}

/** The action of an attempt on a delivery. */
export type Decision =
  /** Nothing: the delivery is settled. */
  | { readonly kind: 'settled' }
  /** A post may have reached Slack: search the channel for it. */
  | { readonly kind: 'reconcile' }
  | { readonly kind: 'post'; readonly lateMs: number | null }
  /** Post nothing, and settle the delivery. */
  | { readonly kind: 'skip'; readonly state: 'skipped' | 'failed'; readonly reason: SkipReason | 'gave-up' };

export function decide(
  delivery: Delivery,
  subscription: Subscription,
  now: number,
  policy: LatePolicy,
): Decision {
  if (delivery.state === 'posting') return { kind: 'reconcile' };
  if (delivery.state !== 'due') return { kind: 'settled' };
  if (delivery.kind !== 'notification' && subscription.state.kind === 'removed') return skip('unsubscribed');
  if (delivery.isStopped) return skip('paused');
  if (delivery.kind !== 'scheduled') {
    return isGivenUp(delivery.dueAt, now)
      ? { kind: 'skip', state: 'failed', reason: 'gave-up' }
      : { kind: 'post', lateMs: null };
  }
  if (subscription.state.kind === 'broken') return skip('broken');
  if (subscription.state.kind === 'paused') return skip(whyPaused(subscription.state.reason));
  if (now - delivery.dueAt > policy.graceMs && policy.afterGrace === 'skip') return skip('missed');
  return { kind: 'post', lateMs: lateBy(delivery, now, policy) };
}

/** Milliseconds by which a delivery posted at `at` is late; `null` if its message does not mention it. */
export function lateBy(delivery: Delivery, at: number, policy: LatePolicy): number | null {
  const lateMs = at - delivery.dueAt;
  return delivery.kind === 'scheduled' && lateMs > policy.lateAfterMs ? lateMs : null;
}

/** An occurrence that is due during a pause gets the reason of the pause, so that a resume reopens it with the refused ones. */
function whyPaused(reason: PauseReason): SkipReason {
  return reason === 'requested' ? 'paused' : reason;
}

function skip(reason: SkipReason): Decision {
  return { kind: 'skip', state: 'skipped', reason };
}

/** The action after the outcome of a post. */
export type Consequence =
  | { readonly kind: 'sent'; readonly messageId: string }
  | { readonly kind: 'retry'; readonly delayMs: number }
  | { readonly kind: 'reconcile' }
  | {
      readonly kind: 'fail';
      readonly reason: Unsent;
      readonly pauses: PostRefusal | null;
      readonly notification: OwnerNotification | null;
    };

export function consequenceOf(
  outcome: PostOutcome,
  delivery: Delivery,
  policy: Pick<LatePolicy, 'graceMs'>,
): Consequence {
  switch (outcome.kind) {
    case 'sent':
      return outcome;
    case 'unknown':
      return { kind: 'reconcile' };
    case 'not-sent':
      return { kind: 'retry', delayMs: outcome.retryAfterMs ?? backOffMs(delivery.attempts) };
    case 'refused':
      return refused(outcome.reason, delivery, policy, outcome.readers);
  }
}

/** An owner notification waits for a valid token. Any other refusal of it fails without a notification about it. */
function refused(
  reason: PostRefusal | 'message-refused',
  delivery: Delivery,
  { graceMs }: Pick<LatePolicy, 'graceMs'>,
  readers?: string,
): Consequence {
  if (delivery.kind === 'notification') {
    return reason === 'token-revoked'
      ? { kind: 'retry', delayMs: TOKEN_RETRY_DELAY_MS }
      : { kind: 'fail', reason, pauses: null, notification: null };
  }
  if (reason === 'message-refused') {
    return {
      kind: 'fail',
      reason,
      pauses: null,
      notification: { kind: 'message-refused', key: delivery.key },
    };
  }
  const { key, dueAt } = delivery;
  const until = delivery.kind === 'scheduled' ? { until: dueAt + graceMs } : {};
  return {
    kind: 'fail',
    reason,
    pauses: reason,
    notification: { kind: 'paused', reason, key, ...until, ...(readers === undefined ? {} : { readers }) },
  };
}

const TOKEN_RETRY_DELAY_MS = 15 * 60_000;
const BACK_OFF_MIN_MS = 2_000;
const BACK_OFF_MAX_MS = 60_000;

/** Delay before the next attempt. It doubles with each attempt, up to one minute, so that posts follow soon after Slack recovers. */
export function backOffMs(attempts: number): number {
  return Math.min(BACK_OFF_MIN_MS * 2 ** attempts, BACK_OFF_MAX_MS);
}
