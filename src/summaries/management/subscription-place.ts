import type { Requester } from '../../domain/access/requester.ts';
import { type ChannelSharing, isConfirmed } from '../subscriptions/channel-sharing.ts';
import type { Subscription, SubscriptionEdit } from '../subscriptions/subscription.ts';

/** What Slack says about a channel without a post. */
export interface ChannelCheck {
  check(channelId: string): Promise<ChannelState>;
  /** True if the person is in it, or it is their own direct message with the bot; `null` if Slack does not say. */
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

/** Other organisations read the channel, and the person has to agree first. `edit` is the pending change. */
export interface UnconfirmedReaders {
  readonly kind: 'unconfirmed-readers';
  readonly sharing: ChannelSharing;
  readonly edit: SubscriptionEdit;
}

/**
 * Checks whether a subscription may post to a channel: the bot and the person are in it, and all its readers are agreed
 * to.
 */
export function createSubscriptionPlace(channels: ChannelCheck) {
  return {
    /** Checks the bot's and the person's membership. The person's is not checked for the unchanged channel `was`. */
    async stateFor(requester: Requester, channelId: string, was?: string): Promise<ChannelState> {
      const state = await channels.check(channelId);
      if ((state !== 'ready' && state !== 'unknown') || channelId === was) return state;
      const isMember = await channels.includes(channelId, requester).catch(() => null);
      if (isMember === null) return 'membership-unknown';
      return isMember ? state : 'not-a-member';
    },

    /** Readers of the channel to whom the person has not agreed. */
    async unconfirmed(edit: SubscriptionEdit): Promise<UnconfirmedReaders | undefined> {
      // Only the owner's own direct message reaches this point.
      if (edit.channelId.startsWith('D')) return undefined;
      const sharing = await channels
        .sharing(edit.channelId)
        .catch((): ChannelSharing => ({ kind: 'unknown' }));
      return isConfirmed(edit.confirmedReaders ?? [], sharing)
        ? undefined
        : { kind: 'unconfirmed-readers', sharing, edit };
    },
  };
}

/** Keeps the agreement for an unchanged channel. */
export function confirmedBefore<T extends Pick<SubscriptionEdit, 'channelId' | 'confirmedReaders'>>(
  wanted: T,
  was: Subscription,
): T {
  if (wanted.channelId !== was.channelId) return wanted;
  return { ...wanted, confirmedReaders: [...was.confirmedReaders, ...(wanted.confirmedReaders ?? [])] };
}
