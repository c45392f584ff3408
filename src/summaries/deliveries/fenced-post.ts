import type { Clock } from '../../clock.ts';
import type { Logger } from '../../logger.ts';
import type { Db } from '../../storage/tables.ts';
import type { Subscription } from '../subscriptions/subscription.ts';
import type { SubscriptionRepository } from '../subscriptions/subscription-repository.ts';
import type { Delivery } from './delivery.ts';
import { decide, type LatePolicy } from './delivery-decision.ts';
import type { DeliveryRepository } from './delivery-repository.ts';
import type { Job, JobEngine } from './job-engine.ts';
import type { Poster, PostOutcome } from './ports.ts';
import type { PostRateLimiter } from './post-rate-limiter.ts';

export interface FencedPostTiming {
  /** Timeout of a post, milliseconds. */
  readonly postMs: number;
  /**
   * Maximum time between renewing the lease and calling Slack. After that the lease may have expired, so the post is abandoned.
   */
  readonly fenceMs: number;
}

export interface FencedPostOptions<Message> {
  readonly db: Db;
  readonly engine: JobEngine;
  readonly deliveries: Pick<DeliveryRepository, 'find' | 'markPosting'>;
  readonly subscriptions: Pick<SubscriptionRepository, 'find' | 'lock'>;
  readonly poster: Poster<Message>;
  readonly limiter: PostRateLimiter;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly latePolicy: LatePolicy;
  readonly timing: FencedPostTiming;
}

/** One attempt to settle a delivery. */
export interface Attempt {
  readonly job: Job;
  readonly delivery: Delivery;
  readonly subscription: Subscription;
  /** Aborted when the process stops or the lease is lost. */
  readonly signal: AbortSignal;
}

/** The job is no longer leased by this process: this attempt may not write its outcome. */
export class LeaseLost extends Error {}

/** The delivery or its subscription changed while the delivery waited for the rate limiter: the next attempt decides again. */
export class DecisionOutdated extends Error {}

/** Assumed maximum by which this clock is ahead of Slack's while Slack's time is unknown. */
const UNKNOWN_SKEW_MS = 24 * 3_600_000;

/**
 * Returns the earliest time of a post that is sent now, by Slack's clock. Another process, whose clock may differ, or this
 * one after its clock was set, searches for the post from then on.
 */
export function earliestPostTime(poster: Pick<Poster<unknown>, 'time'>, clock: Pick<Clock, 'now'>): number {
  const now = clock.now();
  const slack = poster.time();
  return slack === null ? now - UNKNOWN_SKEW_MS : Math.min(slack, now);
}

/**
 * Posts a message once, under a lease that is renewed directly before. The row says `posting` before Slack is called, so
 * that after a crash the next attempt searches for the post.
 *
 * @throws {LeaseLost | DecisionOutdated} before Slack is called
 */
export function createFencedPost<Message>(options: FencedPostOptions<Message>) {
  const { db, engine, deliveries, subscriptions, poster, limiter, clock, logger, timing } = options;

  return async (
    { job, delivery, subscription, signal }: Attempt,
    message: Message,
  ): Promise<{ outcome: PostOutcome; postingSince: number }> => {
    await limiter.acquire(delivery.channelId, signal);
    const fencedAt = clock.monotonic();
    const postingSince = earliestPostTime(poster, clock);
    await db.transaction().execute(async (within) => {
      if (!(await engine.touch(job, within))) throw new LeaseLost();
      // The rate limiter may have waited for minutes, and the subscription may be paused or removed by then.
      if (!(await isStillWanted(delivery, within))) throw new DecisionOutdated();
      await deliveries.markPosting(delivery.id, postingSince, within);
    });
    // A process that was suspended here may have lost its lease. The next attempt searches for the post and finds none.
    if (clock.monotonic() - fencedAt > timing.fenceMs) throw new LeaseLost();
    const post = {
      to: delivery.channelId,
      key: delivery.postKey,
      message,
      confirmedReaders: delivery.kind === 'notification' ? null : subscription.confirmedReaders,
      signal: AbortSignal.timeout(timing.postMs),
    };
    const outcome = await poster.post(post).catch((error: unknown): PostOutcome => {
      logger.error({ err: error, deliveryId: delivery.id }, 'post ended with an unexpected error');
      return { kind: 'unknown' };
    });
    if (outcome.kind === 'not-sent' && outcome.limited) limiter.pause(outcome.retryAfterMs ?? undefined);
    return { outcome, postingSince };
  };

  /** Because of the lock on the subscription, a pause comes either before this check or after the row says `posting`. */
  async function isStillWanted({ id, subscriptionNumber }: Delivery, within: Db): Promise<boolean> {
    await subscriptions.lock(subscriptionNumber, within);
    const delivery = await deliveries.find(id, within);
    const subscription = await subscriptions.find(subscriptionNumber, within);
    if (delivery === undefined || subscription === undefined) return false;
    return decide(delivery, subscription, clock.now(), options.latePolicy).kind === 'post';
  }
}
