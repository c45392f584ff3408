import type { Requester } from '../../domain/access/requester.ts';
import { type ChannelSharing, isConfirmed } from '../subscriptions/channel-sharing.ts';
import type { Subscription, SubscriptionEdit } from '../subscriptions/subscription.ts';

/** The state of a channel as Slack reports it without a post. */
export interface ChannelCheck {
  check(channelId: string): Promise<ChannelState>;
  /** True for a member of the channel and for the person's own direct message with the bot; `null` if Slack does not say. */
  includes(
    channelId: string,
    person: { readonly userId: string; readonly channelId: string | null },
  ): Promise<boolean | null>;
  /** @throws if Slack does not answer */
  sharing(channelId: string): Promise<ChannelSharing>;
}

/** `ready`: the bot can post. `unknown`: Slack does not report whether the bot can post. */
export type ChannelState =
  | 'ready'
  | 'unknown'
  | 'not-in-channel'
  | 'channel-not-found'
  | 'channel-archived'
  /** The requester is not a member of the channel. */
  | 'not-a-member'
  /** Slack does not report whether the requester is a member. */
  | 'membership-unknown';

/** Other organisations can read the channel, and the requester has not confirmed them. `edit` is the pending change. */
export interface UnconfirmedReaders {
  readonly kind: 'unconfirmed-readers';
  readonly sharing: ChannelSharing;
  readonly edit: SubscriptionEdit;
}

/**
 * Checks whether a subscription may post to a channel: the bot and the requester are members, and all other
 * organisations in it are confirmed.
 */
export function createSubscriptionChannel(channels: ChannelCheck) {
  return {
    /** Checks the membership of the bot and of the requester; the latter not for the unchanged channel `was`. */
    async stateFor(requester: Requester, channelId: string, was?: string): Promise<ChannelState> {
      const state = await channels.check(channelId);
      if ((state !== 'ready' && state !== 'unknown') || channelId === was) return state;
      const isMember = await channels.includes(channelId, requester).catch(() => null);
      if (isMember === null) return 'membership-unknown';
      return isMember ? state : 'not-a-member';
    },

    /** Returns the readers that the requester has not confirmed; `undefined` if there are none. */
    async unconfirmed(edit: SubscriptionEdit): Promise<UnconfirmedReaders | undefined> {
      // A direct message at this point is the owner's own.
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

/** Adds the confirmed readers of an unchanged channel. */
export function confirmedBefore<T extends Pick<SubscriptionEdit, 'channelId' | 'confirmedReaders'>>(
  wanted: T,
  was: Subscription,
): T {
  if (wanted.channelId !== was.channelId) return wanted;
  return { ...wanted, confirmedReaders: [...was.confirmedReaders, ...(wanted.confirmedReaders ?? [])] };
}
