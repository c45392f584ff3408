import { z } from 'zod';
import { POST_REFUSALS } from '../subscriptions/post-refusal.ts';

/** What a subscription's owner is notified of, once. `key`, `first` and `last` name occurrences, see `keyOf`. */
const ownerNotification = z.discriminatedUnion('kind', [
  /**
   * The subscription is paused until a person acts. `until`: resuming it before then still posts the run that was refused;
   * epoch milliseconds.
   */
  z.object({
    kind: z.literal('paused'),
    reason: z.enum(POST_REFUSALS),
    key: z.string().optional(),
    until: z.number().optional(),
    /** Of `channel-shared`: the other organisations, in words. */
    readers: z.string().optional(),
  }),
  /** Runs that were too late to be posted. */
  z.object({ kind: z.literal('missed'), first: z.string(), last: z.string(), count: z.number() }),
  /** It may or may not be in the channel, and the bot cannot look. */
  z.object({ kind: z.literal('outcome-unknown'), key: z.string() }),
  /** Slack did not take the message itself. */
  z.object({ kind: z.literal('message-refused'), key: z.string() }),
]);

export type OwnerNotification = z.infer<typeof ownerNotification>;

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

/** `broken`: the stored row of the delivery or of its subscription cannot be read. */
const SKIP_REASONS = ['missed', 'paused', 'unsubscribed', 'broken', 'owner-gone', ...POST_REFUSALS] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** Why a delivery was not sent. */
export const UNSENT = [...SKIP_REASONS, 'message-refused', 'gave-up', 'unreadable'] as const;
export type Unsent = (typeof UNSENT)[number];

/** `skipReason`: the delivery is recorded, and not posted. */
export type NewDelivery = Pick<DeliveryFacts, 'subscriptionNumber' | 'key' | 'dueAt' | 'channelId'> &
  DeliveryContent & { readonly skipReason?: SkipReason };
