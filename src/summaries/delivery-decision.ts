import type { Delivery, SkipReason, Unsent } from './delivery.ts';
import type { Notice } from './notice.ts';
import type { PostOutcome } from './ports.ts';
import type { PostRefusal } from './post-refusal.ts';
import type { PauseReason, Subscription } from './subscription.ts';

/** Which scheduled summaries are still posted, by how late they are. */
export interface LatePolicy {
  /** A message that is posted later than this says that it is late. */
  readonly lateAfterMs: number;
  /** A summary that is not posted within this time is treated as `afterGrace` says. */
  readonly graceMs: number;
  /** `skip`: it is not posted and the owner is told. `post`: the latest one is posted, marked late. */
  readonly afterGrace: 'skip' | 'post';
}

/** A word to the owner, a summary that was asked for and the look for a post that may be out are given up after this. */
const PATIENCE_MS = 7 * 24 * 3_600_000;

export function isPastPatience(since: number, now: number): boolean {
  return now - since > PATIENCE_MS;
}

/** What to do with a job in hand, before anything is sent. */
export type Decision =
  /** It is settled already. */
  | { readonly kind: 'nothing' }
  /** A post may be out. */
  | { readonly kind: 'look' }
  | { readonly kind: 'post'; readonly lateMs: number | null }
  | { readonly kind: 'leave'; readonly state: 'skipped' | 'failed'; readonly reason: SkipReason | 'gave-up' };

export function decide(
  delivery: Delivery,
  subscription: Subscription,
  now: number,
  policy: LatePolicy,
): Decision {
  if (delivery.state === 'posting') return { kind: 'look' };
  if (delivery.state !== 'due') return { kind: 'nothing' };
  if (delivery.kind !== 'notice' && subscription.state.kind === 'removed') return skip('unsubscribed');
  if (delivery.isStopped) return skip('paused');
  if (delivery.kind !== 'scheduled') {
    return isPastPatience(delivery.dueAt, now)
      ? { kind: 'leave', state: 'failed', reason: 'gave-up' }
      : { kind: 'post', lateMs: null };
  }
  if (subscription.state.kind === 'broken') return skip('broken');
  if (subscription.state.kind === 'paused') return skip(whyPaused(subscription.state.reason));
  if (now - delivery.dueAt > policy.graceMs && policy.afterGrace === 'skip') return skip('missed');
  return { kind: 'post', lateMs: lateBy(delivery, now, policy) };
}

/** By how much a delivery that is posted at `at` is late, where that is worth a word. */
export function lateBy(delivery: Delivery, at: number, policy: LatePolicy): number | null {
  const lateMs = at - delivery.dueAt;
  return delivery.kind === 'scheduled' && lateMs > policy.lateAfterMs ? lateMs : null;
}

/** What Slack refused to one run it refused to this one as well: both are posted when that is over. */
function whyPaused(reason: PauseReason): SkipReason {
  return reason === 'asked' ? 'paused' : reason;
}

function skip(reason: SkipReason): Decision {
  return { kind: 'leave', state: 'skipped', reason };
}

/** What comes of a post or of its refusal. */
export type Consequence =
  | { readonly kind: 'sent'; readonly messageId: string }
  | { readonly kind: 'again'; readonly inMs: number }
  | { readonly kind: 'look' }
  | {
      readonly kind: 'fail';
      readonly reason: Unsent;
      readonly pauses: PostRefusal | null;
      readonly notice: Notice | null;
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
      return { kind: 'look' };
    case 'not-sent':
      return { kind: 'again', inMs: outcome.retryAfterMs ?? backOffMs(delivery.attempts) };
    case 'refused':
      return refused(outcome.reason, delivery, policy, outcome.readers);
  }
}

/** A word to the owner waits for a token that works; where the owner cannot be reached, nobody is told of that. */
function refused(
  reason: PostRefusal | 'message-refused',
  delivery: Delivery,
  { graceMs }: Pick<LatePolicy, 'graceMs'>,
  readers?: string,
): Consequence {
  if (delivery.kind === 'notice') {
    return reason === 'token-revoked'
      ? { kind: 'again', inMs: TOKEN_WAIT_MS }
      : { kind: 'fail', reason, pauses: null, notice: null };
  }
  if (reason === 'message-refused') {
    return { kind: 'fail', reason, pauses: null, notice: { kind: 'message-refused', key: delivery.key } };
  }
  const { key, dueAt } = delivery;
  const until = delivery.kind === 'scheduled' ? { until: dueAt + graceMs } : {};
  return {
    kind: 'fail',
    reason,
    pauses: reason,
    notice: { kind: 'paused', reason, key, ...until, ...(readers === undefined ? {} : { readers }) },
  };
}

const TOKEN_WAIT_MS = 15 * 60_000;
const FIRST_BACK_OFF_MS = 2_000;
const LONGEST_BACK_OFF_MS = 60_000;

/** Never more than a minute: Slack recovers, and then a summary is worth having soon. */
export function backOffMs(attempts: number): number {
  return Math.min(FIRST_BACK_OFF_MS * 2 ** attempts, LONGEST_BACK_OFF_MS);
}
