import type { Clock } from '../../clock.ts';
import { type Calendar, isExcludedDate } from '../../domain/calendar/calendar.ts';
import { describeNextRun, type NextRun, type Schedule } from '../../domain/calendar/schedule.ts';
import type { Logger } from '../../logger.ts';
import type { Db } from '../../storage/tables.ts';
import { createDeliver } from '../deliveries/deliver.ts';
import type { DeliverTiming } from '../deliveries/deliver-timing.ts';
import type { LatePolicy } from '../deliveries/delivery-decision.ts';
import { createDeliveryRepository, type LastDelivery } from '../deliveries/delivery-repository.ts';
import { createDeliveryRunner } from '../deliveries/delivery-runner.ts';
import { DeliveryWorker } from '../deliveries/delivery-worker.ts';
import { createDueRuns } from '../deliveries/due-runs.ts';
import type { JobEngine } from '../deliveries/job-engine.ts';
import { createOutbox } from '../deliveries/outbox.ts';
import { createOwnerCheck } from '../deliveries/owner-check.ts';
import { createPacer, type PacerLimits } from '../deliveries/pacer.ts';
import type { AccountDirectory, DeliveryRenderers, Poster } from '../deliveries/ports.ts';
import { createScheduler } from '../deliveries/scheduler.ts';
import { isSameSubscription } from '../subscriptions/same-subscription.ts';
import type { NewSubscription, Subscription, SubscriptionEdit } from '../subscriptions/subscription.ts';
import {
  createSubscriptionRepository,
  type SubscriptionFilter,
} from '../subscriptions/subscription-repository.ts';
import { createSubscriptionChanges } from './subscription-changes.ts';

export interface DeliveryServiceOptions {
  readonly db: Db;
  readonly engine: JobEngine;
  readonly renderers: DeliveryRenderers;
  readonly poster: Poster;
  readonly people: AccountDirectory;
  /** True if this process checks owners. */
  readonly leads: () => boolean;
  readonly calendar: Calendar;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
  readonly latePolicy: LatePolicy;
  readonly timing?: Partial<DeliveryTiming>;
  readonly pace?: Partial<PacerLimits>;
}

export interface DeliveryTiming extends DeliverTiming {
  /** Interval of the scheduler, milliseconds. */
  readonly tickMs: number;
  /** How often a lease is renewed; the engine's lease is several of these. */
  readonly touchMs: number;
  readonly idleMs: number;
  /** Interval in which the check of owners looks for its next owner, milliseconds. */
  readonly ownersMs: number;
}

/** For a lease of 30 s. A post ends within 8 s, so that a process that is told to stop does so within 10. */
const DELIVERY_TIMING: DeliveryTiming = {
  postMs: 8_000,
  settleMs: 15_000,
  fenceMs: 5_000,
  retryDelayMs: 10_000,
  tickMs: 1_000,
  touchMs: 8_000,
  idleMs: 500,
  ownersMs: 60_000,
};

/** An attempt fails only if another transaction committed first, so a few attempts are enough. */
const SUBSCRIBE_ATTEMPTS_MAX = 20;

export interface SubscriptionStatus {
  readonly subscription: Subscription;
  readonly next: NextRun | null;
  /** Outcome of the latest delivery; `null` before the first one. */
  readonly last: LastDelivery | null;
}

/** Maximum number of unsettled requested summaries of one subscription. */
export const MOST_REQUESTED = 3;

export type SendOutcome = 'accepted' | 'no-such' | 'too-many-waiting';

export type DeliveryService = ReturnType<typeof createDeliveryService>;

/** Subscriptions and their deliveries, for Slack's listeners and for the background work. */
export function createDeliveryService(options: DeliveryServiceOptions) {
  const { db, engine, calendar, clock, logger, latePolicy } = options;
  const timing = { ...DELIVERY_TIMING, ...options.timing };
  const isExcluded = (date: string) => isExcludedDate(calendar, date);
  const subscriptions = createSubscriptionRepository({ db, clock, isExcluded });
  const deliveries = createDeliveryRepository({ db, clock });
  const outbox = createOutbox({ deliveries, engine });
  const pacer = createPacer({ clock, random: options.random, ...(options.pace && { limits: options.pace }) });
  const deliver = createDeliver({ ...options, subscriptions, deliveries, outbox, pacer, timing });
  const worker = new DeliveryWorker({ engine, deliver, pacer, logger, ...timing });
  const dueRuns = createDueRuns({ subscriptions, outbox, isExcluded, logger, latePolicy });
  const changes = createSubscriptionChanges({
    db,
    subscriptions,
    deliveries,
    dueRuns,
    outbox,
    clock,
    latePolicy,
  });
  const onDue = () => worker.nudge();
  const scheduler = createScheduler({ db, subscriptions, dueRuns, clock, logger, onDue });
  const ownerCheck = createOwnerCheck({
    ...options,
    owners: () => subscriptions.owners(),
    ownerLeft: (owner) => changes.ownerLeft(owner),
    everyMs: timing.ownersMs,
  });
  const runner = createDeliveryRunner({
    ...options,
    scheduler,
    worker,
    ownerCheck,
    deliveries,
    tickMs: timing.tickMs,
  });

  return {
    async subscribe(wanted: NewSubscription): Promise<SubscriptionStatus> {
      return toStatus(await subscriptions.add(wanted), null);
    },

    /** Creates a subscription, unless one of the workspace posts the same already. */
    async subscribeOnce(
      wanted: NewSubscription,
    ): Promise<{ readonly kind: 'new' | 'same'; readonly status: SubscriptionStatus }> {
      for (let attempt = 1; ; attempt += 1) {
        try {
          const added = await db
            .transaction()
            // If two bots do this concurrently on PostgreSQL, one fails; its next attempt finds the other's
            // subscription.
            .setIsolationLevel('serializable')
            .execute(async (within) =>
              (await sameAs(wanted, within)) === undefined ? subscriptions.add(wanted, within) : undefined,
            );
          if (added !== undefined) return { kind: 'new', status: toStatus(added, null) };
          const same = await this.same(wanted);
          if (same !== undefined) return { kind: 'same', status: same };
        } catch (error) {
          if (attempt >= SUBSCRIBE_ATTEMPTS_MAX || !isSerializationFailure(error)) throw error;
        }
      }
    },

    /** Returns the first subscription that posts the same to the same channel. */
    async same(
      wanted: SubscriptionEdit & { readonly teamId: string },
    ): Promise<SubscriptionStatus | undefined> {
      const found = await sameAs(wanted, db);
      return found && this.find(found.number);
    },

    /** Lists subscriptions with their next run and last outcome. */
    async list(filter: SubscriptionFilter): Promise<SubscriptionStatus[]> {
      const found = await subscriptions.list(filter);
      const last = await deliveries.lastOf(found.map(({ number }) => number));
      return found.map((subscription) =>
        toStatus(subscription, last.find((row) => row.subscriptionNumber === subscription.number) ?? null),
      );
    },

    /** Returns a subscription; `undefined` if the number does not exist or was removed. */
    async find(number: number): Promise<SubscriptionStatus | undefined> {
      const subscription = await subscriptions.find(number);
      if (subscription === undefined || subscription.state.kind === 'removed') return undefined;
      const [last = null] = await deliveries.lastOf([number]);
      return toStatus(subscription, last);
    },

    ...changes,

    /** The next run of a schedule that is not stored yet. */
    preview: (schedule: Schedule): NextRun | null => describeNextRun(schedule, clock.now(), isExcluded),

    /**
     * Posts a summary now, in the same way as a scheduled one. `request` identifies the request (Slack's `trigger_id`),
     * so that a repeated click posts once.
     */
    async send(number: number, request: string): Promise<SendOutcome> {
      const outcome = await db.transaction().execute(async (within): Promise<SendOutcome> => {
        // The lock makes concurrent requests count one after the other.
        await subscriptions.lock(number, within);
        const subscription = await subscriptions.find(number, within);
        if (subscription === undefined || subscription.state.kind === 'removed') return 'no-such';
        if ((await deliveries.countRequested(number, within)) >= MOST_REQUESTED) return 'too-many-waiting';
        const { channelId, queues } = subscription;
        const wanted = {
          subscriptionNumber: number,
          key: `send:${request}`,
          kind: 'requested',
          payload: { queues },
        } as const;
        await outbox.add([{ ...wanted, channelId, dueAt: clock.now(), state: 'due', reason: null }], within);
        return 'accepted';
      });
      if (outcome === 'accepted') worker.nudge();
      return outcome;
    },

    /** Load for health checks. */
    async load() {
      const nextDueAt = await subscriptions.nextDueAt();
      return { ...(await deliveries.countOpen()), nextDueAt, postsPerSecond: pacer.perSecond };
    },

    /** Sets of queues whose figures are rolled up as one, each agent counted once. */
    queueSets: () => subscriptions.queueSets(),

    ...runner,
  };

  async function sameAs(
    { teamId, ...wanted }: SubscriptionEdit & { readonly teamId: string },
    within: Db,
  ): Promise<Subscription | undefined> {
    const found = await subscriptions.list({ teamId, channelId: wanted.channelId }, within);
    return found.find((each) => each.state.kind !== 'broken' && isSameSubscription(each, wanted));
  }

  function toStatus(subscription: Subscription, last: LastDelivery | null): SubscriptionStatus {
    const runs = subscription.state.kind === 'active';
    return {
      subscription,
      next: runs ? describeNextRun(subscription.schedule, clock.now(), isExcluded) : null,
      last,
    };
  }
}

/** PostgreSQL's `serialization_failure`: another transaction came first. */
function isSerializationFailure(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '40001';
}
