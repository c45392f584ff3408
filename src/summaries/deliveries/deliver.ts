import { setTimeout as delay } from 'node:timers/promises';
import type { Db } from '../../storage/tables.ts';
import type { SubscriptionRepository } from '../subscriptions/subscription-repository.ts';
import type { Delivery, DeliveryKind, OwnerNotification, Unsent } from './delivery.ts';
import {
  backOffMs,
  type Consequence,
  consequenceOf,
  decide,
  isGivenUp,
  lateBy,
} from './delivery-decision.ts';
import type { DeliveryRepository } from './delivery-repository.ts';
import {
  type Attempt,
  createFencedPost,
  DecisionOutdated,
  earliestPostTime,
  type FencedPostOptions,
  type FencedPostTiming,
  LeaseLost,
} from './fenced-post.ts';
import { type Job, RETRY_DELAY_MAX_MS } from './job-engine.ts';
import type { Outbox } from './outbox.ts';
import type { DeliveryRenderers, RenderContext } from './ports.ts';

export interface DeliverTiming extends FencedPostTiming {
  /**
   * Wait before the search for a post that may have reached Slack, milliseconds. Longer than `postMs`, so that the post of the
   * previous attempt has ended by then.
   */
  readonly settleMs: number;
  /** Delay of the next attempt after a rendering error or a database error, milliseconds. */
  readonly retryDelayMs: number;
}

export interface DeliverOptions<Message> extends FencedPostOptions<Message> {
  readonly outbox: Outbox;
  readonly deliveries: DeliveryRepository;
  readonly subscriptions: SubscriptionRepository;
  readonly renderers: DeliveryRenderers<Message>;
  readonly timing: DeliverTiming;
}

/** The search begins this long before the earliest time of the post. */
const SEARCH_BEFORE_POST_MS = 15 * 60_000;
const SEARCH_TIMEOUT_MS = 10_000;

export type Deliver = (job: Job, signal: AbortSignal) => Promise<void>;

/**
 * Works on one job until its delivery is settled or the job is back in the queue: decide, render, mark, post, mark. After a
 * crash at any point the row says whether a post may have reached Slack; if so, the next attempt searches the channel before
 * it posts. `signal` is aborted when the process stops or the lease is lost; a post in progress is awaited.
 */
export function createDeliver<Message>(options: DeliverOptions<Message>): Deliver {
  const { db, engine, outbox, deliveries, subscriptions, poster, clock, logger, latePolicy, timing } =
    options;
  const postOnce = createFencedPost(options);

  return async function deliver(job, signal) {
    try {
      await work(job, signal);
    } catch (error) {
      if (error instanceof LeaseLost) logLeaseLost(job);
      else if (signal.aborted || error instanceof DecisionOutdated) await release(job);
      else await retryAfterError(job, error);
    }
  };

  async function work(job: Job, signal: AbortSignal): Promise<void> {
    const delivery = await deliveries.find(job.deliveryId);
    const subscription = delivery && (await subscriptions.find(delivery.subscriptionNumber));
    if (delivery === undefined || subscription === undefined) return complete(job);
    const attempt = { job, delivery, subscription, signal };
    const decision = decide(delivery, subscription, clock.now(), latePolicy);
    switch (decision.kind) {
      case 'settled':
        return complete(job);
      case 'reconcile':
        return reconcile(attempt);
      case 'skip':
        return skip(attempt, decision.state, decision.reason);
      case 'post':
        return post(attempt, decision.lateMs);
    }
  }

  async function post(attempt: Attempt, lateMs: number | null): Promise<void> {
    const { subscription } = attempt;
    const message = await render(options.renderers, attempt.delivery, { subscription, lateMs });
    const { outcome, postingSince } = await postOnce(attempt, message);
    const delivery = { ...attempt.delivery, postingSince };
    return apply({ ...attempt, delivery }, consequenceOf(outcome, delivery, latePolicy), lateMs);
  }

  async function apply(attempt: Attempt, consequence: Consequence, lateMs: number | null): Promise<void> {
    const { job, delivery, subscription } = attempt;
    switch (consequence.kind) {
      case 'reconcile':
        return reconcile(attempt);
      case 'sent':
        return complete(job, (within) =>
          deliveries.markSent(delivery.id, { messageId: consequence.messageId, lateMs }, within),
        );
      case 'retry':
        return retry(job, consequence.delayMs, (within) => deliveries.markDue(delivery.id, within));
      case 'fail':
        logger.warn({ deliveryId: delivery.id, reason: consequence.reason }, 'delivery failed');
        return complete(job, async (within) => {
          await deliveries.markUnsent(delivery.id, 'failed', consequence.reason, within);
          const { pauses, notification } = consequence;
          const isFirst = pauses === null || (await subscriptions.pause(subscription.number, pauses, within));
          // The owner is notified once about a pause, and about each requested summary.
          if (notification !== null && (isFirst || delivery.kind === 'requested'))
            await notifyOwner(attempt, notification, within);
        });
    }
  }

  /** Searches the channel for a post that may have reached Slack. */
  async function reconcile(attempt: Attempt): Promise<void> {
    const { job, delivery, signal } = attempt;
    await delay(timing.settleMs, undefined, { signal });
    const postedAt = delivery.postingSince ?? earliestPostTime(poster, clock);
    const found = await poster.findPosted({
      to: delivery.channelId,
      key: delivery.postKey,
      since: postedAt - SEARCH_BEFORE_POST_MS,
      signal: AbortSignal.any([signal, AbortSignal.timeout(SEARCH_TIMEOUT_MS)]),
    });
    switch (found.kind) {
      case 'found': {
        const sent = { messageId: found.messageId, lateMs: lateBy(delivery, postedAt, latePolicy) };
        return complete(job, (within) => deliveries.markSent(delivery.id, sent, within));
      }
      case 'absent':
        return retry(job, 0, (within) => deliveries.markDue(delivery.id, within));
      case 'unreadable':
        return skip(attempt, 'unknown', 'unreadable');
      case 'no-answer':
        return isGivenUp(postedAt, clock.now())
          ? skip(attempt, 'unknown', 'unreadable')
          : retry(job, found.retryAfterMs ?? backOffMs(delivery.attempts + 3));
    }
  }

  /** Settles a delivery without a post. */
  function skip(attempt: Attempt, state: 'unknown' | 'failed' | 'skipped', reason: Unsent): Promise<void> {
    const { job, delivery } = attempt;
    const { id, key, kind } = delivery;
    logger.warn({ deliveryId: id, state, reason }, 'delivery not sent');
    return complete(job, async (within) => {
      await deliveries.markUnsent(id, state, reason, within);
      if (kind === 'notification') return;
      if (reason === 'missed')
        await notifyOwner(attempt, { kind: 'missed', first: key, last: key, count: 1 }, within);
      if (state === 'unknown') await notifyOwner(attempt, { kind: 'outcome-unknown', key }, within);
    });
  }

  function notifyOwner(
    { delivery, subscription }: Attempt,
    payload: OwnerNotification,
    within: Db,
  ): Promise<void> {
    // A summary that is refused again after a resume is notified again.
    const about = delivery.attempts === 0 ? delivery.key : `${delivery.key}#${delivery.attempts}`;
    return outbox.notifyOwner(subscription, { payload, about, at: clock.now() }, within);
  }

  /** Ends the job and writes its outcome in one transaction. */
  function complete(job: Job, write?: (within: Db) => Promise<void>): Promise<void> {
    return underLease((within) => engine.complete(job, within), write);
  }

  function retry(job: Job, delayMs: number, write?: (within: Db) => Promise<void>): Promise<void> {
    const waits = Math.min(delayMs, RETRY_DELAY_MAX_MS);
    return underLease((within) => engine.retry(job, waits, within), write);
  }

  async function underLease(
    end: (within: Db) => Promise<boolean>,
    write?: (within: Db) => Promise<void>,
  ): Promise<void> {
    await db.transaction().execute(async (within) => {
      if (!(await end(within))) throw new LeaseLost();
      await write?.(within);
    });
  }

  /** Puts the job back for the next attempt. The row stays unchanged, because it says whether a post may have reached Slack. */
  async function release(job: Job): Promise<void> {
    try {
      await retry(job, 0);
    } catch (error) {
      if (error instanceof LeaseLost) logLeaseLost(job);
      else logger.warn({ err: error, deliveryId: job.deliveryId }, 'job not released; its lease has to end');
    }
  }

  function logLeaseLost(job: Job): void {
    logger.warn({ deliveryId: job.deliveryId }, 'lease lost; another process has this delivery');
  }

  /** Retries after a rendering error or a database error. */
  async function retryAfterError(job: Job, error: unknown): Promise<void> {
    logger.error({ err: error, deliveryId: job.deliveryId }, 'delivery attempt failed; it is retried');
    await retry(job, timing.retryDelayMs).catch(() => undefined);
  }
}

function render<Kind extends DeliveryKind, Message>(
  renderers: DeliveryRenderers<Message>,
  delivery: Delivery<Kind>,
  context: RenderContext,
): Promise<Message> {
  return renderers[delivery.kind](delivery, context);
}
