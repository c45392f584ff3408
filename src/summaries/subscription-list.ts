import type { NamedQueue } from '../domain/commands/queue-command.ts';
import type { SubscriptionStatus } from './delivery-service.ts';

/** What somebody may see of subscriptions. */
export interface SubscriptionList {
  readonly statuses: readonly SubscriptionStatus[];
  readonly names: readonly NamedQueue[];
  /** Somebody who may change every one of them; else only their own are listed. */
  readonly isSupervisor: boolean;
}
