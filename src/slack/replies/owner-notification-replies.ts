import { localAt } from '../../domain/calendar/local-time.ts';
import { occurrenceFrom } from '../../domain/calendar/schedule.ts';
import type { OwnerNotification } from '../../summaries/deliveries/delivery.ts';
import type { PostRefusal } from '../../summaries/subscriptions/post-refusal.ts';
import { channelMention, code, type Sentence } from '../block-kit/sentence.ts';
import { dayText } from './summary-replies.ts';

export function ownerNotificationReply(
  notification: OwnerNotification,
  about: { readonly number: number; readonly channelId: string; readonly zone: string; readonly now: number },
): Sentence[] {
  const { number, channelId } = about;
  const to: Sentence = [`Subscription ${number} to `, channelMention(channelId)];
  switch (notification.kind) {
    case 'paused':
      return [
        [
          ...to,
          ` is paused: ${whyPaused(notification)}.${notification.key === undefined ? '' : ` ${missing(notification.key)}`}`,
        ],
        WHAT_TO_DO[notification.reason],
        ...howToResume(notification.until ?? null, about),
      ];
    case 'missed':
      return [
        [
          ...to,
          notification.count === 1
            ? ` was due ${when(notification.first)}, and Floorwalker was not running until long after that. It was left out.`
            : ` was due ${notification.count} times from ${when(notification.first)} to ${when(notification.last)}, and Floorwalker was not running until long after that. They were left out.`,
        ],
        ['See what the day looked like with ', code('/floor summary yesterday'), ' or a date.'],
      ];
    case 'outcome-unknown':
      return [
        [
          ...to,
          ` was due ${when(notification.key)}. Slack did not say whether it took the message, and Floorwalker could not look in that channel, so it was not sent again.`,
        ],
        ['If it is missing there, send it with ', code(`/floor send ${number}`), '.'],
      ];
    case 'message-refused':
      return [
        [
          ...to,
          ` was due ${when(notification.key)}, and Slack did not take the message, not even without charts and tables.`,
        ],
        ['Tell your Floorwalker admin (reference: slack-rejected).'],
      ];
  }
}

function missing(key = ''): string {
  return occurrenceFrom(key) === undefined
    ? 'The summary that was asked for was not posted.'
    : `The summary that was due ${when(key)} was not posted.`;
}

/** How to resume, and what happens to the missing summary. */
function howToResume(
  until: number | null,
  { number, zone, now }: { readonly number: number; readonly zone: string; readonly now: number },
): Sentence[] {
  const resume: Sentence = ['Then resume it with ', code(`/floor resume ${number}`)];
  const send: Sentence = [code(`/floor send ${number}`), ' posts the summary of today at once.'];
  if (until === null || until <= now) return [[...resume, '. ', ...send]];
  const { date, time } = localAt(until, zone);
  const day = date === localAt(now, zone).date ? '' : `${dayText(date)}, `;
  return [
    [...resume, `: until ${day}${time} ${zone} that also posts, late, what is missing.`],
    ['After that, ', ...send],
  ];
}

/** `key` is the local time of a run, or the name of a requested summary. */
function when(key: string): string {
  const occurrence = occurrenceFrom(key);
  if (occurrence === undefined) return 'when it was asked for';
  return `${dayText(occurrence.date)}, ${occurrence.time} ${occurrence.zone}`;
}

function whyPaused({ reason, readers }: Extract<OwnerNotification, { kind: 'paused' }>): string {
  const why = WHY[reason];
  return readers === undefined ? why : `${why} (${readers})`;
}

const WHY: Readonly<Record<PostRefusal, string>> = {
  'not-in-channel': 'I am not in that channel any more',
  'channel-not-found': 'I cannot see that channel any more',
  'channel-archived': 'that channel is archived',
  'posting-restricted': 'I am not allowed to post in that channel',
  'channel-shared':
    'people of another organisation are in that channel, or may be, and nobody has agreed to that',
  'missing-scope': 'my Slack app lacks a right that posting needs',
  'token-revoked': 'Slack did not accept my token',
};

const INVITE: Sentence = [
  'Invite me with ',
  code('/invite @Floorwalker'),
  ' there, or choose another channel.',
];
const WHAT_TO_DO: Readonly<Record<PostRefusal, Sentence>> = {
  'not-in-channel': INVITE,
  'channel-not-found': INVITE,
  'channel-archived': ['Choose another channel, or have that one opened again.'],
  'posting-restricted': ['Ask the channel’s managers to let apps post, or choose another channel.'],
  'channel-shared': ['Resuming it asks you whether they may read it; or choose another channel.'],
  'missing-scope': ['Ask your Floorwalker admin to install it anew with the rights of its manifest.'],
  'token-revoked': ['Ask your Floorwalker admin to install it anew.'],
};
