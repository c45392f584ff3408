import { z } from 'zod';
import type { PostRefusal } from '../subscriptions/post-refusal.ts';
import type { PauseReason } from '../subscriptions/subscription.ts';
import { ownerNotification } from './owner-notification.ts';

/** The queues as they were when the summary fell due; empty for the whole floor. */
const summary = z.object({ queues: z.array(z.int().nonnegative()).readonly() });

/** What a delivery posts, by kind. The payload is stored as JSON; the kind's renderer makes the message from it. */
export const deliveryContent = z.discriminatedUnion('kind', [
  /** A summary whose time came. */
  z.object({ kind: z.literal('scheduled'), payload: summary }),
  /** A summary that a person requested. */
  z.object({ kind: z.literal('requested'), payload: summary }),
  /** A direct message to the owner of the subscription. */
  z.object({ kind: z.literal('notification'), payload: ownerNotification }),
]);

export type DeliveryContent = z.infer<typeof deliveryContent>;
export type DeliveryKind = DeliveryContent['kind'];
type PayloadOf<Kind extends DeliveryKind> = Extract<DeliveryContent, { kind: Kind }>['payload'];

/** One message that is to reach Slack once. */
export type Delivery<Kinds extends DeliveryKind = DeliveryKind> = {
  readonly [Kind in Kinds]: DeliveryFacts & { readonly kind: Kind; readonly payload: PayloadOf<Kind> };
}[Kinds];

/** What a delivery of any kind has. */
export interface DeliveryFacts {
  readonly id: number;
  readonly subscriptionNumber: number;
  /** Unique for the subscription. */
  readonly key: string;
  /** Epoch milliseconds. */
  readonly dueAt: number;
  readonly channelId: string;
  readonly state: DeliveryState;
  /** The key in the message's metadata, by which a post is found again. */
  readonly postKey: string;
  /** The earliest time of a post that may be out, by Slack's clock as far as that is known; `null` unless `posting`. */
  readonly postingSince: number | null;
  /** The subscription was paused meanwhile: not to be posted unless a post is out already. */
  readonly isStopped: boolean;
  /** Attempts that came to nothing. */
  readonly attempts: number;
}

export type DeliveryState =
  /** Waits for its turn; certainly not in Slack. */
  | 'due'
  /** A post may be out: search for it before sending. */
  | 'posting'
  | 'sent'
  /** May or may not be in Slack, and the bot cannot find out. Never sent again by itself. */
  | 'unknown'
  | 'failed'
  | 'skipped';

/** Why a delivery was not sent. */
export type Unsent = PostRefusal | SkipReason | 'message-refused' | 'gave-up' | 'unreadable';

/** `broken`: what is stored of it, or of its subscription, cannot be read. */
export type SkipReason = 'missed' | 'paused' | 'unsubscribed' | 'broken' | Exclude<PauseReason, 'asked'>;

export type NewDelivery = Pick<DeliveryFacts, 'subscriptionNumber' | 'key' | 'dueAt' | 'channelId'> &
  DeliveryContent & { readonly state: 'due' | 'skipped'; readonly reason: SkipReason | null };
