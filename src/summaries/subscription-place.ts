import type { Requester } from '../domain/access/requester.ts';
import { type ChannelSharing, isConfirmed } from './channel-sharing.ts';
import type { ChannelCheck, ChannelState } from './ports.ts';
import type { Subscription, SubscriptionEdit } from './subscription.ts';

/** Other organisations read the channel: the person has to agree to that first. `edit` is what would then be done. */
export interface UnconfirmedReaders {
  readonly kind: 'unconfirmed-readers';
  readonly sharing: ChannelSharing;
  readonly edit: SubscriptionEdit;
}

/** Whether a subscription may post to a channel: whether the bot and the person are in it, and who else reads it. */
export function createSubscriptionPlace(channels: ChannelCheck) {
  return {
    /** Whether the bot can post there, and the person is in it where it is not the channel `was` that it was before. */
    async stateFor(requester: Requester, channelId: string, was?: string): Promise<ChannelState> {
      const state = await channels.check(channelId);
      if ((state !== 'ready' && state !== 'unknown') || channelId === was) return state;
      const isMember = await channels.includes(channelId, requester).catch(() => null);
      if (isMember === null) return 'membership-unknown';
      return isMember ? state : 'not-a-member';
    },

    /** Who reads the channel and was not agreed to, if anybody. */
    async unconfirmed(edit: SubscriptionEdit): Promise<UnconfirmedReaders | undefined> {
      // Only the owner's own direct message gets as far as here.
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

/** Who was agreed to for a channel needs no second question for the same channel. */
export function confirmedBefore<T extends Pick<SubscriptionEdit, 'channelId' | 'confirmedReaders'>>(
  wanted: T,
  was: Subscription,
): T {
  if (wanted.channelId !== was.channelId) return wanted;
  return { ...wanted, confirmedReaders: [...was.confirmedReaders, ...(wanted.confirmedReaders ?? [])] };
}
