import type { PostRefusal } from '../subscriptions/post-refusal.ts';
import type { Subscription } from '../subscriptions/subscription.ts';
import type { Delivery, DeliveryKind } from './delivery.ts';

/** Make the message of a delivery at the time of the post, by kind. A renderer that throws is called again later. */
export type DeliveryRenderers<Message> = {
  readonly [Kind in DeliveryKind]: (delivery: Delivery<Kind>, context: RenderContext) => Promise<Message>;
};

export interface RenderContext {
  readonly subscription: Subscription;
  /** Milliseconds by which the delivery is late; `null` if the message does not mention it. */
  readonly lateMs: number | null;
}

/** Slack for deliveries. It has a client of its own, so that answers never wait for deliveries. */
export interface Poster<Message> {
  /**
   * Sends a message at most once. Another form of it (fallback blocks, text alone) is sent only if Slack certainly refused the
   * previous form.
   */
  post(post: OutgoingPost<Message>): Promise<PostOutcome>;
  /** Searches a channel for a message with this key in its metadata. */
  findPosted(search: PostedSearch): Promise<PostedSearchOutcome>;
  /** Slack's time, at most a few seconds behind, in epoch milliseconds; `null` before the first reply of Slack. */
  time(): number | null;
}

export interface OutgoingPost<Message> {
  /** The id of a channel, or of the owner for a direct message. */
  readonly to: string;
  /** The random key for the message's metadata. */
  readonly key: string;
  readonly message: Message;
  /** Other organisations that may read the message; `null` for a direct message, for which readers are not checked. */
  readonly confirmedReaders: readonly string[] | null;
  /** Aborts after the timeout of this post. */
  readonly signal: AbortSignal;
}

export type PostOutcome =
  | { readonly kind: 'sent'; readonly messageId: string }
  /** Certainly not sent: connection refused, host not found, or 429. `limited`: Slack answered 429. */
  | { readonly kind: 'not-sent'; readonly retryAfterMs: number | null; readonly limited: boolean }
  /** Perhaps sent: 5xx, a timeout or reset after the request was sent, or a reply that is not JSON. */
  | { readonly kind: 'unknown' }
  /**
   * Certainly not sent, and refused again if sent again. `message-refused`: Slack refused all forms of the message. `readers`:
   * for `channel-shared`, the names of the other organisations as text.
   */
  | {
      readonly kind: 'refused';
      readonly reason: PostRefusal | 'message-refused';
      readonly readers?: string;
    };

export interface PostedSearch {
  readonly to: string;
  readonly key: string;
  /** Earliest time of the message by Slack's clock, epoch milliseconds. */
  readonly since: number;
  readonly signal: AbortSignal;
}

export type PostedSearchOutcome =
  | { readonly kind: 'found'; readonly messageId: string }
  | { readonly kind: 'absent' }
  /** The bot may not read the channel. */
  | { readonly kind: 'unreadable' }
  /** Slack did not answer. */
  | { readonly kind: 'no-answer'; readonly retryAfterMs: number | null };
