import { haveSameMembers, isSameSchedule } from '../../domain/calendar/same-schedule.ts';
import type { SubscriptionEdit } from './subscription.ts';

/** Whether both would post the same summaries to the same channel. */
export function isSameSubscription(one: SubscriptionEdit, other: SubscriptionEdit): boolean {
  return (
    one.channelId === other.channelId &&
    haveSameMembers(one.queues, other.queues) &&
    isSameSchedule(one.schedule, other.schedule)
  );
}
