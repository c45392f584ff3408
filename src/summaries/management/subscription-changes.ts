import type { Clock } from '../../clock.ts';
import type { Db } from '../../storage/tables.ts';
import type { LatePolicy } from '../deliveries/delivery-decision.ts';
import type { DeliveryRepository } from '../deliveries/delivery-repository.ts';
import type { DueOccurrences } from '../deliveries/due-occurrences.ts';
import type { Outbox } from '../deliveries/outbox.ts';
import { isPostRefusal } from '../subscriptions/post-refusal.ts';
import type { NewSubscription, Subscription, SubscriptionEdit } from '../subscriptions/subscription.ts';
import type { SubscriptionRepository } from '../subscriptions/subscription-repository.ts';
import type { ManageProblem } from './subscription-results.ts';

export interface SubscriptionChangesOptions {
  readonly db: Db;
  readonly subscriptions: SubscriptionRepository;
  readonly dueOccurrences: DueOccurrences;
  readonly deliveries: Pick<DeliveryRepository, 'countRequested' | 'stop'>;
  readonly outbox: Outbox;
  readonly clock: Pick<Clock, 'now'>;
  readonly latePolicy: Pick<LatePolicy, 'graceMs'>;
  /** Called after a requested summary was enqueued. */
  readonly onDue: () => void;
}

/** An attempt fails only if another transaction committed first, so a few attempts are enough. */
const SUBSCRIBE_ATTEMPTS_MAX = 20;
/** Maximum number of unsettled requested summaries of one subscription. */
const REQUESTED_MAX = 3;

export type ChangeAction = 'pause' | 'resume' | 'unsubscribe';

export type SendResult =
  | { readonly kind: 'accepted' }
  | Extract<ManageProblem, { kind: 'no-such' | 'too-many-waiting' }>;

export type SubscriptionChanges = ReturnType<typeof createSubscriptionChanges>;

/**
 * Creates the functions that change subscriptions. A change applies to later occurrences only: due occurrences
 * are enqueued first, so that a change between an occurrence and the next tick loses nothing.
 */
export function createSubscriptionChanges(options: SubscriptionChangesOptions) {
  const { db, subscriptions, dueOccurrences, deliveries, outbox, clock, latePolicy, onDue } = options;

  return {
    afterDue,

    /** Creates a subscription. `same`: one of the workspace posts the same already, and is returned instead. */
    async subscribe(
      wanted: NewSubscription,
    ): Promise<{ readonly kind: 'new' | 'same'; readonly subscription: Subscription }> {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await db
            .transaction()
            // If two bots do this concurrently on PostgreSQL, one fails; its next attempt finds the other's
            // subscription.
            .setIsolationLevel('serializable')
            .execute(async (within) => {
              const same = await subscriptions.same(wanted, within);
              return same === undefined
                ? { kind: 'new', subscription: await subscriptions.add(wanted, within) }
                : { kind: 'same', subscription: same };
            });
        } catch (error) {
          if (attempt >= SUBSCRIBE_ATTEMPTS_MAX || !isSerializationFailure(error)) throw error;
        }
      }
    },

    edit: (number: number, to: SubscriptionEdit): Promise<boolean> =>
      afterDue(number, (now, within) => subscriptions.edit(number, to, now, within)),

    /**
     * Pauses a subscription and stops its waiting deliveries, even if it was paused already, so that none of them is
     * posted after a later resume.
     */
    pause: (number: number, reason: 'requested' | 'owner-deactivated' = 'requested'): Promise<boolean> =>
      afterDue(number, async (_, within) => {
        await subscriptions.lock(number, within);
        await deliveries.stop(number, reason === 'requested' ? 'paused' : reason, within);
        return subscriptions.pause(number, reason, within);
      }),

    /**
     * Resumes a subscription. After a refusal by Slack, refused occurrences that are not too late are posted to the
     * current channel.
     */
    resume: (number: number): Promise<boolean> =>
      db.transaction().execute(async (within) => {
        const now = clock.now();
        const was = await subscriptions.find(number, within);
        if (was?.state.kind !== 'paused') return false;
        const since = isPostRefusal(was.state.reason) ? now - latePolicy.graceMs : null;
        if (!(await subscriptions.resume(number, { now, since }, within))) return false;
        if (since !== null) await outbox.reopenRefused(was, since, within);
        await makeDue(number, now, within);
        return true;
      }),

    unsubscribe: (number: number): Promise<boolean> =>
      afterDue(number, (_, within) => subscriptions.remove(number, within)),

    /**
     * Posts a summary now, in the same way as a scheduled one. `request` identifies the request (Slack's `trigger_id`),
     * so that a repeated click posts once.
     */
    async send(number: number, request: string): Promise<SendResult> {
      const result = await db.transaction().execute(async (within): Promise<SendResult> => {
        // The lock makes concurrent requests count one after the other.
        await subscriptions.lock(number, within);
        const subscription = await subscriptions.find(number, within);
        if (subscription === undefined || subscription.state.kind === 'removed')
          return { kind: 'no-such', number };
        if ((await deliveries.countRequested(number, within)) >= REQUESTED_MAX)
          return { kind: 'too-many-waiting', number, max: REQUESTED_MAX };
        await outbox.request(subscription, { request, at: clock.now() }, within);
        return { kind: 'accepted' };
      });
      if (result.kind === 'accepted') onDue();
      return result;
    },
  };

  /** Enqueues the due occurrences of a subscription, then calls `write` in the same transaction. */
  function afterDue(number: number, write: (now: number, within: Db) => Promise<boolean>): Promise<boolean> {
    return db.transaction().execute(async (within) => {
      const now = clock.now();
      await makeDue(number, now, within);
      return write(now, within);
    });
  }

  async function makeDue(number: number, now: number, within: Db): Promise<void> {
    const subscription = await subscriptions.find(number, within);
    if (subscription?.state.kind !== 'active') return;
    const { next } = subscription.state;
    if (next !== null && next.at <= now) await dueOccurrences.enqueueDue([subscription], now, within);
  }
}

/** PostgreSQL's `serialization_failure`: another transaction came first. */
function isSerializationFailure(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '40001';
}
