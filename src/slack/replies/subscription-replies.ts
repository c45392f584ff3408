import type { LocalDate } from '../../domain/calendar/local-time.ts';
import { isMorning, type NextOccurrence, type Schedule } from '../../domain/calendar/schedule.ts';
import type { QueueMatch } from '../../domain/commands/queue-command.ts';
import type { QueueProblem } from '../../domain/commands/wanted-queues.ts';
import type { Unknown } from '../../domain/floor/fact.ts';
import type { Unsent } from '../../summaries/deliveries/delivery.ts';
import type { LastDelivery } from '../../summaries/deliveries/delivery-row.ts';
import type { ChannelState } from '../../summaries/management/subscription-channel.ts';
import type { PauseReason, SubscriptionState } from '../../summaries/subscriptions/subscription.ts';
import { sanitizeLine } from '../block-kit/escaping.ts';
import { FORMAT } from '../block-kit/format.ts';
import { TYPED_TEXT_MAX } from '../block-kit/name-lengths.ts';
import { channelMention, code, type Sentence, userMention } from '../block-kit/sentence.ts';
import { unknownReply } from './fact-replies.ts';
import { QUEUE_NAMES } from './queue-replies.ts';
import { nextOccurrenceText, scheduleText, shortDay } from './schedule-replies.ts';
import { dayText } from './summary-replies.ts';

export const SUBSCRIPTIONS = {
  title: 'Scheduled summaries',
  none: 'There are none yet.',
  noneOfYours: 'You have set up none. Supervisors see everybody’s.',
  howTo: 'Set one up with ',
  setUpBySupervisors: 'They set them up; a summary for yourself comes with ',
  more: (count: number) => `${count} more are not shown here; all of them work.`,
  noDay: 'the calendar leaves no day for it',
  heading: (number: number, whose: string) => `${number} · ${whose}`,
  homeTitle: 'Summaries',
  homeNew: 'New summary',
} as const;

export const SUBSCRIPTION_BUTTONS = {
  edit: 'Edit',
  pause: 'Pause',
  resume: 'Resume',
  send: 'Send now',
  delete: 'Delete',
  label: (what: string, number: number) => `${what}: subscription ${number}`,
  confirmDelete: {
    title: 'Delete this subscription?',
    text: 'Nothing more is posted for it. What was posted stays.',
    confirm: 'Delete',
    deny: 'Keep it',
  },
} as const;

export function subscribedReply(given: {
  number: number;
  isNew: boolean;
  whose: string;
  channelId: string;
  schedule: Schedule;
  isPaused: boolean;
  next: NextOccurrence | null;
  channel: ChannelState;
}): Sentence[] {
  const { number, isNew, whose, channelId, schedule, channel } = given;
  return [
    [
      isNew ? `Subscription ${number} is set up: ` : `Subscription ${number} is changed: `,
      whose,
      ' to ',
      channelMention(channelId),
      `, ${scheduleText(schedule, given.next)}.`,
    ],
    whatComes(given),
    ...(schedule.times.some(isMorning)
      ? [['A summary before noon is of the whole working day before; from noon on, of the day so far.']]
      : []),
    ...(channel === 'unknown'
      ? [['If I am not in that channel yet, type ', code('/invite @Floorwalker'), ' there.']]
      : []),
  ];
}

function whatComes({
  number,
  isPaused,
  next,
}: {
  readonly number: number;
  readonly isPaused: boolean;
  readonly next: NextOccurrence | null;
}): Sentence {
  if (isPaused) return ['It is paused: ', code(`/floor resume ${number}`), ' lets it post again.'];
  if (next === null) return ['The calendar leaves no day for it within a year, so nothing will be posted.'];
  return [capital(`${nextOccurrenceText(next)}.`), ...shiftWords(next), ...excludedDatesWords(next)];
}

function shiftWords({ occurrence: { shift, time } }: NextOccurrence): string[] {
  if (shift === 'gap') return [` The clocks skip ${time} that day, so it comes right after the change.`];
  return shift === 'overlap' ? [` ${time} comes twice that day; the summary comes with the first.`] : [];
}

function excludedDatesWords({ excludedDates }: NextOccurrence): string[] {
  const [first] = excludedDates;
  if (first === undefined) return [];
  const days =
    excludedDates.length === 1 ? shortDay(first) : `${excludedDates.length} days from ${shortDay(first)}`;
  return [` Closed on ${days}.`];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The answer to a channel name that Slack did not convert to a channel link. */
export function unlinkedChannelReply(name: string): Sentence[] {
  return [
    [`I could not tell which channel “${sanitizeLine(name, TYPED_TEXT_MAX)}” is.`],
    [
      'Choose it from the list that Slack offers while you type #, or choose it in the form that ',
      code('/floor subscribe'),
      ' opens.',
    ],
  ];
}

const BY_NUMBERS = 'Until then queues go by their numbers.';

export function queueProblem(problem: QueueProblem): Sentence[] {
  switch (problem.kind) {
    case 'unknown-queue':
      return unknownQueueReply(problem.typed, problem.match);
    case 'queues-incomplete':
      return queueNotListedReply(problem.typed);
    case 'queues-unknown':
      return queuesUnknownReply(problem.why);
  }
}

function queuesUnknownReply(why: Unknown): Sentence[] {
  return [...unknownReply(why, ['queueNames'], null), [BY_NUMBERS]];
}

/** The answer if the list of queues was incomplete and the named queue may be missing from it. */
function queueNotListedReply(typed: string): Sentence[] {
  return [...QUEUE_NAMES.notListed(QUEUE_NAMES.typed(sanitizeLine(typed, TYPED_TEXT_MAX))), [BY_NUMBERS]];
}

function unknownQueueReply(typed: string, match: Exclude<QueueMatch, { kind: 'found' }>): Sentence[] {
  const shown = `“${sanitizeLine(typed, TYPED_TEXT_MAX)}”`;
  if (match.kind === 'several')
    return [[`${shown} could be several queues: ${match.ids.slice(0, 10).join(', ')}. Use the number.`]];
  const near = sanitizeLine(match.nearest?.name ?? '', TYPED_TEXT_MAX);
  return [
    near === ''
      ? [`There is no queue ${shown}. Queues are called by name or number, with commas between several.`]
      : [`There is no queue ${shown}. Did you mean “${near}”?`],
  ];
}

export const PROBLEMS = {
  same: (number: number): Sentence => [`Summary ${number} already does this, so nothing new was set up.`],
  broken: (number: number): Sentence[] => [
    [
      `What is stored of subscription ${number} cannot be read, so it posts nothing. Edit it from `,
      code('/floor subscriptions'),
      ', or delete it with ',
      code(`/floor unsubscribe ${number}`),
      '.',
    ],
  ],
  noSuch: (number: number): Sentence[] => [
    [`There is no subscription ${number}. See them with `, code('/floor subscriptions'), '.'],
  ],
  notYours: (ownerId: string): Sentence[] => [
    ['Only ', userMention(ownerId), ', who set this up, or a supervisor can change it.'],
  ],
  tooManyWaiting: (number: number, max: number): Sentence[] => [
    [
      `${max} summaries of subscription ${number} that were asked for still wait to be posted. Ask again once they are, or stop them with `,
      code(`/floor pause ${number}`),
      '.',
    ],
  ],
  tooMany: (max: number): Sentence[] => [
    [`That is more than ${max}. Take fewer, or leave queues out for the whole floor.`],
  ],
  notYet: (date: LocalDate): Sentence[] => [
    [`${dayText(date)} has not begun yet in the contact centre. Try `, code('/floor summary today'), '.'],
  ],
  notSent: [
    ['The file could not be sent to you: Slack did not take it. Press the button again in a minute.'],
  ] satisfies Sentence[],
} as const;

/** Names the part of a stored subscription that cannot be read, for use after its number. */
export function brokenText({ part, stored }: Extract<SubscriptionState, { kind: 'broken' }>): string {
  const what =
    part === 'zone'
      ? `its time zone “${sanitizeLine(stored, TYPED_TEXT_MAX)}” is not known`
      : `its ${part === 'state' ? 'state' : `stored ${part}`} cannot be read`;
  return `broken: ${what}, so nothing is posted; edit or delete it`;
}

export const DONE = {
  paused: (number: number): Sentence[] => [
    [
      `Subscription ${number} is paused. Resume it with `,
      code(`/floor resume ${number}`),
      ' or from ',
      code('/floor subscriptions'),
      '.',
    ],
  ],
  resumed: (number: number): Sentence[] => [[`Subscription ${number} is resumed.`]],
  sent: (number: number): Sentence[] => [
    [`Today’s summary of subscription ${number} is on its way to its channel.`],
  ],
  deleted: (number: number): Sentence[] => [
    [`Subscription ${number} is deleted. What it has posted stays; nothing more will come.`],
  ],
  csvSent: [['The file is in your direct messages with Floorwalker.']] satisfies Sentence[],
} as const;

export function pausedText(reason: PauseReason): string {
  return `paused: ${PAUSE_WORDS[reason]}`;
}

const PAUSE_WORDS: Readonly<Record<PauseReason, string>> = {
  requested: 'somebody asked for it',
  'owner-deactivated': 'whoever set it up has left',
  'not-in-channel': 'Floorwalker is not in the channel',
  'channel-not-found': 'Floorwalker cannot see the channel',
  'channel-archived': 'the channel is archived',
  'posting-restricted': 'Floorwalker may not post in the channel',
  'channel-shared': 'another organisation may read the channel, and nobody has agreed to that',
  'missing-scope': 'the Slack app lacks a right',
  'token-revoked': 'Slack does not accept Floorwalker’s token',
};

/** The outcome of the last delivery, for people who ask why no summary arrived. */
export function lastDeliveryText(last: LastDelivery | null, write: (at: number) => string): string {
  if (last === null) return 'not sent yet';
  const due = write(last.dueAt);
  switch (last.state) {
    case 'sent':
      return last.lateMs === null
        ? `last: ${due}, posted`
        : `last: ${due}, posted ${FORMAT.duration(last.lateMs / 1000)} late`;
    case 'due':
    case 'posting':
      return `last: ${due}, on its way`;
    case 'unknown':
      return `last: ${due}, Slack did not say whether it was posted`;
    case 'failed':
    case 'skipped':
      return `last: ${due}, not posted: ${unsentText(last.reason)}`;
  }
}

function unsentText(reason: Unsent | null): string {
  return reason === null ? 'Slack refused it' : UNSENT_WORDS[reason];
}

const UNSENT_WORDS: Readonly<Record<Unsent, string>> = {
  ...PAUSE_WORDS,
  missed: 'Floorwalker was not running in time',
  paused: 'it was paused',
  unsubscribed: 'it was deleted',
  broken: 'what is stored of it cannot be read',
  'message-refused': 'Slack did not take the message',
  'gave-up': 'Slack did not answer for days',
  unreadable: 'Slack did not say whether it was posted',
};
