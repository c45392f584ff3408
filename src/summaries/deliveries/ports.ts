import type { ChannelSharing } from '../subscriptions/channel-sharing.ts';
import type { PostRefusal } from '../subscriptions/post-refusal.ts';
import type { Subscription } from '../subscriptions/subscription.ts';
import type { Delivery, DeliveryKind } from './delivery.ts';

/** A message as Slack takes it. Only `slack/` knows what is in a block. */
export interface Message {
  /** Stands alone where blocks are not shown or not accepted. */
  readonly text: string;
  readonly blocks: readonly Block[];
  /** For a Slack that does not take some of them. */
  readonly fallback?: { readonly blocks: readonly Block[] };
}

export interface Block {
  readonly type: string;
}

/** Makes the message of a delivery when it is posted, by the delivery's kind. May throw: it is called again later. */
export type DeliveryRenderers = {
  readonly [Kind in DeliveryKind]: (delivery: Delivery<Kind>, context: RenderContext) => Promise<Message>;
};

export interface RenderContext {
  readonly subscription: Subscription;
  /** Milliseconds by which it is late; `null` where the message does not say so. */
  readonly lateMs: number | null;
}

/** Slack, as far as scheduled posts need it, on a client of its own so that answers never wait for them. */
export interface Poster {
  /**
   * Sends a message at most once: another form of it (fallback blocks, text alone) only after Slack certainly did not take
   * the form before.
   */
  post(post: OutgoingPost): Promise<PostOutcome>;
  /** Searches a channel for a message with this key in its metadata. */
  findPosted(search: PostedSearch): Promise<PostedSearchOutcome>;
  /** What Slack's own clock shows, a little behind at the most; `null` as long as nothing of Slack's has told. */
  time(): number | null;
}

export interface OutgoingPost {
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

/** What Slack knows of the people who set summaries up. */
export interface AccountDirectory {
  /** Whether this account is closed. Throws where Slack does not say. */
  isClosed(userId: string): Promise<boolean>;
}

/** Whether the bot can post to a channel, as far as can be told without posting. */
export interface ChannelCheck {
  check(channelId: string): Promise<ChannelState>;
  /** Whether the person is in it, or it is their own direct message with the bot; `null` where Slack does not say. */
  includes(
    channelId: string,
    person: { readonly userId: string; readonly channelId: string | null },
  ): Promise<boolean | null>;
  /** @throws where Slack does not answer now */
  sharing(channelId: string): Promise<ChannelSharing>;
}

/** `unknown`: nothing speaks against it. */
export type ChannelState =
  | 'ready'
  | 'unknown'
  | 'not-in-channel'
  | 'channel-not-found'
  | 'channel-archived'
  /** The person who asks is not in it. */
  | 'not-a-member'
  /** Slack does not say whether the person is in it. */
  | 'membership-unknown';
