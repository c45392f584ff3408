import type { PostRefusal } from '../subscriptions/post-refusal.ts';
import type { Subscription } from '../subscriptions/subscription.ts';
import type { Delivery, DeliveryKind } from './delivery.ts';

/** Makes the message of a delivery when it is posted, by the delivery's kind. May throw: it is called again later. */
export type DeliveryRenderers<Message> = {
  readonly [Kind in DeliveryKind]: (delivery: Delivery<Kind>, context: RenderContext) => Promise<Message>;
};

export interface RenderContext {
  readonly subscription: Subscription;
  /** Milliseconds by which it is late; `null` where the message does not say so. */
  readonly lateMs: number | null;
}

/** Slack, as far as scheduled posts need it, on a client of its own so that answers never wait for them. */
export interface Poster<Message> {
  /**
   * Sends a message at most once: another form of it (fallback blocks, text alone) only after Slack certainly did not take
   * the form before.
   */
  post(post: OutgoingPost<Message>): Promise<PostOutcome>;
  /** Searches a channel for a message with this key in its metadata. */
  findPosted(search: PostedSearch): Promise<PostedSearchOutcome>;
  /** What Slack's own clock shows, a little behind at the most; `null` as long as nothing of Slack's has told. */
  time(): number | null;
}

export interface OutgoingPost<Message> {
  /** A channel; of a notice the owner, for a direct message. */
  readonly to: string;
  /** To go into the message's metadata. Random: it says nothing about anybody. */
  readonly key: string;
  readonly message: Message;
  /** Other organisations that may read the message; `null` for a direct message, for which readers are not checked. */
  readonly confirmedReaders: readonly string[] | null;
  /** Aborted when the time for this post is over. */
  readonly signal: AbortSignal;
}

export type PostOutcome =
  | { readonly kind: 'sent'; readonly messageId: string }
  /** Certainly not sent: refused connection, no such host, 429. `limited`: Slack asks us to slow down (429). */
  | { readonly kind: 'not-sent'; readonly retryAfterMs: number | null; readonly limited: boolean }
  /** Perhaps sent: 5xx, a time-out or a reset once the body was on its way, an answer that is not JSON. */
  | { readonly kind: 'unknown' }
  /**
   * Certainly not sent, and refused again if sent again. `message-refused`: Slack took no form of the message. `readers`: of
   * `channel-shared` the other organisations, in words.
   */
  | {
      readonly kind: 'refused';
      readonly reason: PostRefusal | 'message-refused';
      readonly readers?: string;
    };

export interface PostedSearch {
  readonly to: string;
  readonly key: string;
  /** Nothing older than this can be it: epoch milliseconds by Slack's clock. */
  readonly since: number;
  readonly signal: AbortSignal;
}

export type PostedSearchOutcome =
  | { readonly kind: 'found'; readonly messageId: string }
  | { readonly kind: 'absent' }
  /** The bot may not read there. */
  | { readonly kind: 'unreadable' }
  /** Slack does not say now. */
  | { readonly kind: 'no-answer'; readonly retryAfterMs: number | null };
