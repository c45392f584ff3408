import type { QueueId } from '../domain/floor/snapshot.ts';
import type { Notice } from './notice.ts';
import type { PostRefusal } from './post-refusal.ts';
import type { PauseReason } from './subscription.ts';

/** One message that is to reach Slack once. */
export interface Delivery {
  readonly id: number;
  readonly subscriptionNumber: number;
  /** Unique for the subscription. */
  readonly key: string;
  readonly kind: DeliveryKind;
  readonly notice: Notice | null;
  /** Epoch milliseconds. */
  readonly dueAt: number;
  readonly channelId: string;
  readonly queues: readonly QueueId[];
  readonly state: DeliveryState;
  /** What Slack can be asked for. */
  readonly postKey: string;
  /** Since when, at the earliest, a post may be out, by Slack's clock as far as that is known; `null` unless `posting`. */
  readonly postingSince: number | null;
  /** Somebody paused the subscription meanwhile: not to be posted unless a post is out already. */
  readonly isStopped: boolean;
  /** Attempts that came to nothing. */
  readonly attempts: number;
}

export type DeliveryKind =
  /** Its time came. */
  | 'scheduled'
  /** Somebody asked for it now. */
  | 'requested'
  /** A word to the owner. */
  | 'notice';

export type DeliveryState =
  /** Waits for its turn; certainly not in Slack. */
  | 'due'
  /** A post may be out: look before sending. */
  | 'posting'
  | 'sent'
  /** May or may not be in Slack, and nobody can tell. Never resent by itself. */
  | 'unknown'
  | 'failed'
  | 'skipped';

/** Why a delivery was not sent. */
export type Unsent = PostRefusal | SkipReason | 'message-refused' | 'gave-up' | 'unreadable';

/** `broken`: what is stored of it, or of its subscription, cannot be read. */
export type SkipReason = 'missed' | 'paused' | 'unsubscribed' | 'broken' | Exclude<PauseReason, 'asked'>;

export type NewDelivery = Pick<
  Delivery,
  'subscriptionNumber' | 'key' | 'kind' | 'notice' | 'dueAt' | 'channelId' | 'queues'
> & { readonly state: 'due' | 'skipped'; readonly reason: SkipReason | null };
