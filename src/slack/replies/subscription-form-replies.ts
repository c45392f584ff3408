import type { ChannelState } from '../../summaries/management/subscription-channel.ts';
import { sanitizeLine } from '../block-kit/escaping.ts';
import { TYPED_TEXT_MAX } from '../block-kit/name-lengths.ts';

/** The form to create or change a subscription. Slack truncates titles at 24 characters. */
export const SUBSCRIPTION_FORM = {
  newTitle: 'Post a summary',
  editTitle: (number: number) => `Subscription ${number}`,
  submit: 'Save',
  close: 'Cancel',
  channel: 'Channel',
  channelHint: 'Floorwalker must be in it: type /invite @Floorwalker there.',
  times: 'Times',
  timesHint:
    'One or several, such as 18:00 or 12:30, 18:00. From noon on, a summary is of that day so far; before noon, of the working day before.',
  days: 'Days',
  queues: 'Queues',
  queuesHint: 'Leave empty for all queues.',
  queuesPlaceholder: 'Type a name or number',
  zone: 'Time zone',
  zoneHint: 'Times are in this zone, with its daylight saving time.',
  zonePlaceholder: 'Search zones',
  noTimes: 'Type times such as 18:00, with commas between several.',
  noDays: 'Choose at least one day.',
  noZone: 'This is not a time zone that Floorwalker knows. Choose a region, such as Europe/Madrid.',
  tooManyTimes: (max: number) => `At most ${max} times a day. Take fewer.`,
  same: (number: number) =>
    `Summary ${number} already does this. Change something here, or press Edit beside it in /floor subscriptions.`,
  waiting: 'One moment …',
  done: 'Done',
} as const;

/** Errors beside the field of the channel, where a channel cannot be a link. */
export const CHANNEL_FIELD: Readonly<Record<Exclude<ChannelState, 'ready' | 'unknown'>, string>> = {
  'not-in-channel':
    'Floorwalker is not in this channel. Type /invite @Floorwalker there, then press Save again.',
  'channel-not-found':
    'Floorwalker cannot see this channel. If it is private, type /invite @Floorwalker there, then press Save again.',
  'not-a-member': 'You are not in this channel. Choose one that you are in.',
  'membership-unknown':
    'Slack does not say whether you are in this channel. Type /floor subscribe daily 18:00 in the channel itself.',
  'channel-archived': 'This channel is archived. Choose another one.',
};

export function queueField(typed: string): string {
  return `There is no queue “${sanitizeLine(typed, TYPED_TEXT_MAX)}” any more. Take it out, then press Save again.`;
}
