import type { Refusal } from '../../domain/access/access.ts';
import type { NamedQueue } from '../../domain/commands/queue-command.ts';
import type { QueueProblem } from '../../domain/commands/wanted-queues.ts';
import type { StorageProblem } from '../../storage/database-guard.ts';
import type { ChannelState, UnconfirmedReaders } from './subscription-channel.ts';
import type { SubscriptionStatus } from './subscription-statuses.ts';

/** Why a subscription was not changed. */
export type ManageProblem =
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'no-such'; readonly number: number }
  /** The stored row cannot be read. The subscription can be edited or deleted, and nothing else. */
  | { readonly kind: 'broken'; readonly number: number }
  | { readonly kind: 'not-yours'; readonly ownerId: string }
  /** `max` requested summaries of the subscription are not posted yet. */
  | { readonly kind: 'too-many-waiting'; readonly number: number; readonly max: number }
  | StorageProblem;

export type SaveResult =
  | {
      readonly kind: 'saved';
      readonly status: SubscriptionStatus;
      readonly channel: ChannelState;
      /** The subscription's queues, with names as far as they are known. */
      readonly queues: readonly NamedQueue[];
    }
  | SaveProblem;

export type SaveProblem =
  | { readonly kind: 'channel'; readonly channel: Exclude<ChannelState, 'ready' | 'unknown'> }
  | { readonly kind: 'too-many'; readonly max: number }
  | { readonly kind: 'too-many-times'; readonly max: number }
  | UnconfirmedReaders
  /** Another subscription of the workspace posts the same summaries to the same channel. */
  | { readonly kind: 'same'; readonly status: SubscriptionStatus }
  | QueueProblem
  | ManageProblem;

export type ChangeResult =
  | UnconfirmedReaders
  /** `status` is `null` if the subscription was deleted or cannot be read after the change. */
  | { readonly kind: 'done'; readonly status: SubscriptionStatus | null }
  | ManageProblem;

export type FindResult =
  | {
      readonly kind: 'found';
      readonly status: SubscriptionStatus;
      readonly queues: readonly NamedQueue[];
    }
  | ManageProblem;

export type ListResult =
  | { readonly kind: 'list'; readonly list: SubscriptionList }
  | Extract<ManageProblem, { kind: 'refused' | 'no-storage' }>;

/** The subscriptions that a person may see. */
export interface SubscriptionList {
  readonly statuses: readonly SubscriptionStatus[];
  readonly names: readonly NamedQueue[];
  /** True if the person may change all of them; otherwise only the person's own are listed. */
  readonly isSupervisor: boolean;
}
