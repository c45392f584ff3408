import { z } from 'zod';
import { POST_REFUSALS } from '../subscriptions/post-refusal.ts';

/** The content of an owner notification. `key`, `first` and `last` are keys of occurrences, see `keyOf`. */
const ownerNotification = z.discriminatedUnion('kind', [
  /**
   * The subscription is paused until a person acts. `until`: a resume before then still posts the refused occurrence; epoch
   * milliseconds.
   */
  z.object({
    kind: z.literal('paused'),
    reason: z.enum(POST_REFUSALS),
    key: z.string().optional(),
    until: z.number().optional(),
    /** For `channel-shared`: the names of the other organisations, as text. */
    readers: z.string().optional(),
  }),
  /** Occurrences that were too late to be posted. */
  z.object({ kind: z.literal('missed'), first: z.string(), last: z.string(), count: z.number() }),
  /** The message may or may not be in the channel, and the bot cannot read the channel. */
  z.object({ kind: z.literal('outcome-unknown'), key: z.string() }),
  /** Slack refused the content of the message. */
  z.object({ kind: z.literal('message-refused'), key: z.string() }),
]);

export type OwnerNotification = z.infer<typeof ownerNotification>;

/** The queues of the subscription when the summary became due; empty for the whole floor. */
const summary = z.object({ queues: z.array(z.int().nonnegative()).readonly() });

/** The content of a delivery, by kind. The payload is stored as JSON, and the kind's renderer makes the message from it. */
export const deliveryContent = z.discriminatedUnion('kind', [
  /** The summary of an occurrence. */
  z.object({ kind: z.literal('scheduled'), payload: summary }),
  /** A summary that a person requested. */
  z.object({ kind: z.literal('requested'), payload: summary }),
  /** A direct message to the owner of the subscription. */
  z.object({ kind: z.literal('notification'), payload: ownerNotification }),
]);

export type DeliveryContent = z.infer<typeof deliveryContent>;
export type DeliveryKind = DeliveryContent['kind'];
type PayloadOf<Kind extends DeliveryKind> = Extract<DeliveryContent, { kind: Kind }>['payload'];

/** One message that is posted to Slack once. */
export type Delivery<Kinds extends DeliveryKind = DeliveryKind> = {
  readonly [Kind in Kinds]: DeliveryFacts & { readonly kind: Kind; readonly payload: PayloadOf<Kind> };
}[Kinds];

/** The fields of a delivery of any kind. */
export interface DeliveryFacts {
  /** The key of the centre. */
  readonly centre: string;
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
  /**
   * The earliest time at which a post may have reached Slack, by Slack's clock if it is known; epoch milliseconds. `null`
   * unless the state is `posting`.
   */
  readonly postingSince: number | null;
  /** True if the subscription was paused: the delivery is not posted, unless a post may have reached Slack already. */
  readonly isStopped: boolean;
  /** Number of attempts after which the message was certainly not in Slack. */
  readonly attempts: number;
}

export type DeliveryState =
  /** Waits to be posted; certainly not in Slack. */
  | 'due'
  /** A post may have reached Slack: the next attempt searches the channel before it posts. */
  | 'posting'
  | 'sent'
  /** May or may not be in Slack, and the bot cannot find out. Never posted again. */
  | 'unknown'
  | 'failed'
  | 'skipped';

/** `broken`: the stored row of the delivery or of its subscription cannot be read. */
const SKIP_REASONS = [
  'missed',
  'paused',
  'unsubscribed',
  'broken',
  'owner-deactivated',
  ...POST_REFUSALS,
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** Why a delivery was not sent. */
export const UNSENT = [...SKIP_REASONS, 'message-refused', 'gave-up', 'unreadable'] as const;
export type Unsent = (typeof UNSENT)[number];

/** `skipReason`: the delivery is recorded, and not posted. */
export type NewDelivery = Pick<DeliveryFacts, 'subscriptionNumber' | 'key' | 'dueAt' | 'channelId'> &
  DeliveryContent & { readonly skipReason?: SkipReason };
