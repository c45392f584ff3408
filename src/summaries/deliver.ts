import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import { occurrenceFrom, type Rest, toldBy } from '../domain/calendar/schedule.ts';
import type { Logger } from '../logger.ts';
import type { DeliverTiming } from './deliver-timing.ts';
import type { Delivery } from './delivery.ts';
import {
  backOffMs,
  type Consequence,
  consequenceOf,
  decide,
  isPastPatience,
  type LatePolicy,
  lateBy,
} from './delivery-decision.ts';
import type { DeliveryRepository } from './delivery-repository.ts';
import type { Job, JobEngine, Store } from './job-engine.ts';
import type { Notice } from './notice.ts';
import type { Outbox } from './outbox.ts';
import type { Pacer } from './pacer.ts';
import type { Composer, Message, Poster, PostOutcome } from './ports.ts';
import { createStillWanted } from './still-wanted.ts';
import type { Subscription } from './subscription.ts';
import type { SubscriptionRepository } from './subscription-repository.ts';

export interface DeliverOptions {
  readonly db: Store;
  readonly engine: JobEngine;
  readonly outbox: Outbox;
  readonly deliveries: DeliveryRepository;
  readonly subscriptions: SubscriptionRepository;
  readonly composer: Composer;
  readonly poster: Poster;
  readonly pacer: Pacer;
  readonly rests: Rest;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly latePolicy: LatePolicy;
  readonly timing: DeliverTiming;
}

/** How far back, by Slack's clock, the first look at a channel reaches beyond the post. */
const LOOK_BACK_MS = 15 * 60_000;
/** How far our clock is thought to be ahead of Slack's where Slack's is not known. */
const UNTOLD_SKEW_MS = 24 * 3_600_000;
const LOOK_MS = 10_000;
/** However long Slack asks us to stay away, we look again after this. */
const LONGEST_WAIT_MS = 30 * 60_000;

/** The job is somebody else's now: nothing that we did with it counts. */
class ClaimLost extends Error {}

/** The delivery or its subscription changed while it waited for its turn: what to do is decided again. */
class Overtaken extends Error {}

interface Hand {
  readonly job: Job;
  readonly delivery: Delivery;
  readonly subscription: Subscription;
  readonly signal: AbortSignal;
}

export type Deliver = (job: Job, signal: AbortSignal) => Promise<void>;

/**
 * Does one job, to its end or back into the line: decide, make the message, mark, post, mark. Whenever the process
 * dies, the row tells the next holder what may have happened, and where a post may be out it looks before it sends.
 * `signal` says that the process stops or the claim is lost; a post under way is seen to its end.
 */
export function createDeliver(options: DeliverOptions): Deliver {
  const { db, engine, outbox, deliveries, subscriptions, clock, logger, latePolicy, timing } = options;
  const isStillWanted = createStillWanted(options);

  return async function deliver(job, signal) {
    try {
      await attempt(job, signal);
    } catch (error) {
      if (error instanceof ClaimLost) logLost(job);
      else if (signal.aborted || error instanceof Overtaken) await putBack(job);
      else await retryLater(job, error);
    }
  };

  async function attempt(job: Job, signal: AbortSignal): Promise<void> {
    const delivery = await deliveries.find(job.deliveryId);
    const subscription = delivery && (await subscriptions.find(delivery.subscriptionNumber));
    if (delivery === undefined || subscription === undefined) return settle(job);
    const hand = { job, delivery, subscription, signal };
    const decision = decide(delivery, subscription, clock.now(), latePolicy);
    switch (decision.kind) {
      case 'nothing':
        return settle(job);
      case 'look':
        return lookAround(hand);
      case 'leave':
        return leave(hand, decision.state, decision.reason);
      case 'post':
        return post(hand, decision.lateMs);
    }
  }

  async function post(hand: Hand, lateMs: number | null): Promise<void> {
    const message = await compose(hand, lateMs);
    const { outcome, postingSince } = await postOnce(hand, message);
    const delivery = { ...hand.delivery, postingSince };
    return apply({ ...hand, delivery }, consequenceOf(outcome, delivery, latePolicy), lateMs);
  }

  function compose({ delivery, subscription }: Hand, lateMs: number | null): Promise<Message> {
    if (delivery.notice !== null) return options.composer.notice(delivery.notice, subscription);
    const occurrence = occurrenceFrom(delivery.key) ?? null;
    const { schedule } = subscription;
    // Due is due, whatever the calendar says of the day by now.
    const tells = occurrence && (toldBy(schedule, occurrence, options.rests) ?? toldBy(schedule, occurrence));
    return options.composer.summary({ delivery, subscription, occurrence, tells, lateMs });
  }

  async function postOnce(
    { job, delivery, subscription, signal }: Hand,
    message: Message,
  ): Promise<{ outcome: PostOutcome; postingSince: number }> {
    await options.pacer.turn(delivery.channelId, signal);
    const fencedAt = clock.monotonic();
    const postingSince = earliestOfPost();
    await db.transaction().execute(async (within) => {
      if (!(await engine.keep(job, within))) throw new ClaimLost();
      // Slack may have made it wait for minutes, in which somebody paused or deleted the subscription.
      if (!(await isStillWanted(delivery, within))) throw new Overtaken();
      await deliveries.markPosting(delivery.id, postingSince, within);
    });
    // Stopped and resumed in between, we may not be the holder any more: whoever is will look, and find nothing.
    if (clock.monotonic() - fencedAt > timing.fenceMs) throw new ClaimLost();
    const outcome = await options.poster
      .post({
        to: delivery.channelId,
        key: delivery.postKey,
        message,
        confirmedReaders: delivery.kind === 'notice' ? null : subscription.confirmedReaders,
        signal: AbortSignal.timeout(timing.postMs),
      })
      .catch((error: unknown): PostOutcome => {
        logger.error(
          { err: error, delivery: delivery.id },
          'a post ended in an error that says nothing of its fate',
        );
        return { kind: 'unknown' };
      });
    if (outcome.kind === 'not-sent' && outcome.limited)
      options.pacer.limited(outcome.retryAfterMs ?? undefined);
    return { outcome, postingSince };
  }

  /** By Slack's clock: whoever looks for the post may have another clock, or ours may have been set right by then. */
  function earliestOfPost(): number {
    const now = clock.now();
    const slack = options.poster.time();
    return slack === null ? now - UNTOLD_SKEW_MS : Math.min(slack, now);
  }

  async function apply(hand: Hand, consequence: Consequence, lateMs: number | null): Promise<void> {
    const { job, delivery, subscription } = hand;
    switch (consequence.kind) {
      case 'look':
        return lookAround(hand);
      case 'sent':
        return settle(job, (within) =>
          deliveries.markSent(delivery.id, { messageId: consequence.messageId, lateMs }, within),
        );
      case 'again':
        return settle(
          job,
          (within) => deliveries.markDue(delivery.id, within),
          Math.min(consequence.inMs, LONGEST_WAIT_MS),
        );
      case 'fail':
        logger.warn({ delivery: delivery.id, reason: consequence.reason }, 'Slack refused a scheduled post');
        return settle(job, async (within) => {
          await deliveries.markUnsent(delivery.id, 'failed', consequence.reason, within);
          const paused = consequence.pauses;
          const first = paused === null || (await subscriptions.pause(subscription.number, paused, within));
          // Once for all that falls due, and for each that somebody waits for.
          const isNews = first || delivery.kind === 'requested';
          if (isNews && consequence.notice !== null) await tell(hand, consequence.notice, within);
        });
    }
  }

  /** Where a post may be out, only the channel knows. */
  async function lookAround(hand: Hand): Promise<void> {
    const { job, delivery, signal } = hand;
    await delay(timing.settleMs, undefined, { signal });
    const postedAt = delivery.postingSince ?? earliestOfPost();
    const found = await options.poster.find({
      to: delivery.channelId,
      key: delivery.postKey,
      since: postedAt - LOOK_BACK_MS,
      signal: AbortSignal.any([signal, AbortSignal.timeout(LOOK_MS)]),
    });
    switch (found.kind) {
      case 'found':
        return settle(job, (within) =>
          deliveries.markSent(
            delivery.id,
            { messageId: found.messageId, lateMs: lateBy(delivery, postedAt, latePolicy) },
            within,
          ),
        );
      case 'absent':
        return settle(job, (within) => deliveries.markDue(delivery.id, within), 0);
      case 'unreadable':
        return leave(hand, 'unknown', 'unreadable');
      case 'no-answer':
        if (isPastPatience(postedAt, clock.now())) return leave(hand, 'unknown', 'unreadable');
        return settle(
          job,
          undefined,
          Math.min(found.retryAfterMs ?? backOffMs(delivery.attempts + 3), LONGEST_WAIT_MS),
        );
    }
  }

  async function leave(
    hand: Hand,
    state: 'unknown' | 'failed' | 'skipped',
    reason: Parameters<DeliveryRepository['markUnsent']>[2],
  ): Promise<void> {
    const { job, delivery } = hand;
    logger.warn({ delivery: delivery.id, state, reason }, 'a delivery was not sent');
    const { key } = delivery;
    await settle(job, async (within) => {
      await deliveries.markUnsent(delivery.id, state, reason, within);
      if (delivery.kind === 'notice') return;
      if (reason === 'missed') await tell(hand, { kind: 'missed', first: key, last: key, count: 1 }, within);
      if (state === 'unknown') await tell(hand, { kind: 'outcome-unknown', key }, within);
    });
  }

  function tell({ delivery, subscription }: Hand, notice: Notice, within: Store): Promise<void> {
    // A run that is refused again after it was resumed is another occasion.
    const about = delivery.attempts === 0 ? delivery.key : `${delivery.key}#${delivery.attempts}`;
    return outbox.tellOwner(subscription, { notice, about, at: clock.now() }, within);
  }

  /** The job's end, or its way back, and what that means for the row: both or neither. */
  async function settle(
    job: Job,
    write?: (within: Store) => Promise<void>,
    againInMs?: number,
  ): Promise<void> {
    await db.transaction().execute(async (within) => {
      const held =
        againInMs === undefined
          ? await engine.finish(job, within)
          : await engine.again(job, againInMs, within);
      if (!held) throw new ClaimLost();
      await write?.(within);
    });
  }

  /** Nothing of ours can be out that the row does not tell of, so whoever comes next may begin at once. */
  async function putBack(job: Job): Promise<void> {
    try {
      if (!(await release(job, 0))) logLost(job);
    } catch (error) {
      logger.warn(
        { err: error, delivery: job.deliveryId },
        'a delivery could not be put back: it waits for its lease',
      );
    }
  }

  function release(job: Job, inMs: number): Promise<boolean> {
    return db.transaction().execute((within) => engine.again(job, inMs, within));
  }

  function logLost(job: Job): void {
    logger.warn(
      { delivery: job.deliveryId },
      'another process has this delivery: what came of it here is not counted',
    );
  }

  /** A message that could not be made or a database that did not answer. The row's state stands as it is. */
  async function retryLater(job: Job, error: unknown): Promise<void> {
    logger.error({ err: error, delivery: job.deliveryId }, 'a delivery is put off after an error');
    await release(job, timing.putOffMs).catch(() => undefined);
  }
}
