import type { ChannelCheck } from '../../../src/summaries/management/subscription-channel.ts';

/** Channels that everybody is in, that the bot may post to, and that no other organisation reads. */
export const OWN_CHANNELS: ChannelCheck = {
  check: () => Promise.resolve('ready'),
  includes: () => Promise.resolve(true),
  sharing: () => Promise.resolve({ kind: 'own' }),
};
