import type { SubscriptionEdit } from '../subscriptions/subscription.ts';
import type { DeliveryService, SubscriptionStatus } from './delivery-service.ts';

/** What a subscription is after an edit that the database confirmed, for where it cannot be read again. */
export function asEdited(
  was: SubscriptionStatus,
  edit: SubscriptionEdit,
  preview: DeliveryService['preview'],
): SubscriptionStatus {
  const { confirmedReaders } = was.subscription;
  const subscription = { ...was.subscription, confirmedReaders, ...edit };
  const isPaused = subscription.state.kind === 'paused';
  return { ...was, subscription, next: isPaused ? null : preview(edit.schedule) };
}
