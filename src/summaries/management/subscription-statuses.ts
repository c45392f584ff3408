import type { Clock } from '../../clock.ts';
import {
  type CalendarExclusion,
  describeNextOccurrence,
  type NextOccurrence,
} from '../../domain/calendar/schedule.ts';
import type { DeliveryRepository } from '../deliveries/delivery-repository.ts';
import type { LastDelivery } from '../deliveries/delivery-row.ts';
import type { Subscription, SubscriptionEdit } from '../subscriptions/subscription.ts';
import type { SubscriptionFilter, SubscriptionRepository } from '../subscriptions/subscription-repository.ts';

export interface SubscriptionStatus {
  readonly subscription: Subscription;
  /** `null` if the subscription is not active or the calendar excludes all days. */
  readonly next: NextOccurrence | null;
  /** Outcome of the latest delivery; `null` before the first one. */
  readonly last: LastDelivery | null;
}

export interface SubscriptionStatusesOptions {
  readonly subscriptions: Pick<SubscriptionRepository, 'find' | 'list' | 'same'>;
  readonly deliveries: Pick<DeliveryRepository, 'lastOf'>;
  readonly isExcluded: CalendarExclusion;
  readonly clock: Pick<Clock, 'now'>;
}

export type SubscriptionStatuses = ReturnType<typeof createSubscriptionStatuses>;

/** Reads subscriptions with their next occurrence and their latest delivery. */
export function createSubscriptionStatuses(options: SubscriptionStatusesOptions) {
  const { subscriptions, deliveries, isExcluded, clock } = options;
  const nextOf = ({ schedule }: Pick<Subscription, 'schedule'>) =>
    describeNextOccurrence(schedule, clock.now(), isExcluded);
  const statusOf = (subscription: Subscription, last: LastDelivery | null): SubscriptionStatus => ({
    subscription,
    next: subscription.state.kind === 'active' ? nextOf(subscription) : null,
    last,
  });
  const readLast = async (subscription: Subscription) => {
    const [last = null] = await deliveries.lastOf([subscription.number]);
    return statusOf(subscription, last);
  };

  return {
    /** The status of a subscription that was just created; it has no deliveries. */
    ofNew: (subscription: Subscription) => statusOf(subscription, null),

    /** The status of a subscription that was read. */
    of: readLast,

    async list(filter: SubscriptionFilter): Promise<SubscriptionStatus[]> {
      const found = await subscriptions.list(filter);
      const last = await deliveries.lastOf(found.map(({ number }) => number));
      return found.map((subscription) =>
        statusOf(
          subscription,
          last.find(({ subscriptionNumber }) => subscriptionNumber === subscription.number) ?? null,
        ),
      );
    },

    /** Returns `undefined` if the number does not exist or was removed. */
    async find(number: number): Promise<SubscriptionStatus | undefined> {
      const subscription = await subscriptions.find(number);
      return subscription === undefined || subscription.state.kind === 'removed'
        ? undefined
        : readLast(subscription);
    },

    /** Returns the first subscription that posts the same to the same channel. */
    async same(
      wanted: SubscriptionEdit & { readonly teamId: string },
    ): Promise<SubscriptionStatus | undefined> {
      const found = await subscriptions.same(wanted);
      return found && readLast(found);
    },

    /** The status after an edit that the database confirmed, for a database that then does not answer. */
    afterEdit(was: SubscriptionStatus, edit: SubscriptionEdit): SubscriptionStatus {
      const subscription = { ...was.subscription, ...edit };
      return { ...was, subscription, next: subscription.state.kind === 'paused' ? null : nextOf(edit) };
    },
  };
}
