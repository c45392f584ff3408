import type { NamedQueue } from '../../domain/commands/queue-command.ts';
import type { SubscriptionStatus } from './delivery-service.ts';

/** The subscriptions that a person may see. */
export interface SubscriptionList {
  readonly statuses: readonly SubscriptionStatus[];
  readonly names: readonly NamedQueue[];
  /** True if the person may change all of them; otherwise only the person's own are listed. */
  readonly isSupervisor: boolean;
}
