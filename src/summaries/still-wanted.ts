import type { Clock } from '../clock.ts';
import type { Delivery } from './delivery.ts';
import { decide, type LatePolicy } from './delivery-decision.ts';
import type { DeliveryRepository } from './delivery-repository.ts';
import type { Store } from './job-engine.ts';
import type { SubscriptionRepository } from './subscription-repository.ts';

export interface StillWantedOptions {
  readonly deliveries: Pick<DeliveryRepository, 'find'>;
  readonly subscriptions: Pick<SubscriptionRepository, 'find' | 'lock'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly latePolicy: LatePolicy;
}

/**
 * Whether a delivery that waited for its turn is still to be posted, by what the database says now. The subscription
 * is locked, so that a pause comes either before this question or after the transaction has marked the post.
 */
export function createStillWanted({ deliveries, subscriptions, clock, latePolicy }: StillWantedOptions) {
  return async ({ id, subscriptionNumber }: Delivery, within: Store): Promise<boolean> => {
    await subscriptions.lock(subscriptionNumber, within);
    const delivery = await deliveries.find(id, within);
    const subscription = await subscriptions.find(subscriptionNumber, within);
    if (delivery === undefined || subscription === undefined) return false;
    // Whoever asks holds the job: a post of its own that Slack refused is not out.
    const state = delivery.state === 'posting' ? 'due' : delivery.state;
    return decide({ ...delivery, state }, subscription, clock.now(), latePolicy).kind === 'post';
  };
}
