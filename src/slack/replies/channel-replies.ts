import type { ChannelState } from '../../summaries/management/subscription-channel.ts';
import { channelMention, code, type Sentence } from '../block-kit/sentence.ts';

export function channelReply(
  channel: Exclude<ChannelState, 'ready' | 'unknown'>,
  channelId: string,
): Sentence[] {
  switch (channel) {
    case 'not-in-channel':
      return [
        ['I am not in ', channelMention(channelId), ', so I could not post there. Nothing was set up.'],
        ['Invite me with ', code('/invite @Floorwalker'), ' in that channel, then try again.'],
      ];
    case 'channel-not-found':
      return [
        ['I cannot see that channel, so nothing was set up.'],
        [
          'If it is private, invite me with ',
          code('/invite @Floorwalker'),
          ' in it, then try again; choose it from the list that Slack offers while you type #.',
        ],
      ];
    case 'not-a-member':
      return [
        ['You are not in that channel, so nothing was set up or changed.'],
        ['Summaries go to channels that you are in, and to your own direct messages with Floorwalker.'],
      ];
    case 'membership-unknown':
      return [
        ['Slack does not say whether you are in that channel, so nothing was set up or changed.'],
        ['Type the command in the channel itself, or try again in a minute.'],
      ];
    case 'channel-archived':
      return [[channelMention(channelId), ' is archived, so nothing was set up. Choose another channel.']];
  }
}
