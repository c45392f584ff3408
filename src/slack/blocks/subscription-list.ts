import type { types } from '@slack/bolt';
import type { QueueId } from '../../domain/floor/snapshot.ts';
import type { SubscriptionList } from '../../summaries/management/subscription-results.ts';
import type { SubscriptionStatus } from '../../summaries/management/subscription-statuses.ts';
import type { SubscriptionState } from '../../summaries/subscriptions/subscription.ts';
import { button, type ConfirmWords, fits } from '../block-kit/elements.ts';
import type { Message } from '../block-kit/message.ts';
import { type Part, sentenceParts } from '../block-kit/parts.ts';
import { toMessage } from '../block-kit/render.ts';
import { bold, channelMention, code, type Sentence, userMention } from '../block-kit/sentence.ts';
import type { TimeWriter } from '../block-kit/time-text.ts';
import { writeValue } from '../questions/button-value.ts';
import { ACTIONS } from '../questions/identifiers.ts';
import { SUBSCRIPTION } from '../questions/subscription-value.ts';
import { nextOccurrenceText, scheduleText } from '../replies/schedule-replies.ts';
import {
  brokenText,
  lastDeliveryText,
  pausedText,
  SUBSCRIPTION_BUTTONS,
  SUBSCRIPTIONS,
} from '../replies/subscription-replies.ts';
import type { AnswerContext } from './answer-context.ts';
import { namesOf, scopeName } from './summary-names.ts';

/** How many subscriptions are listed in full with buttons (`whole`), and how many more in one line each (`short`). */
interface Extent {
  readonly whole: number;
  readonly short: number;
}

const ON_HOME: Extent = { whole: 10, short: 15 };
/** Extents to try, largest first, until the message fits. */
const IN_MESSAGE: readonly Extent[] = [
  { whole: 5, short: 15 },
  { whole: 5, short: 5 },
  { whole: 3, short: 10 },
  { whole: 3, short: 3 },
];
const SMALLEST_EXTENT: Extent = { whole: 1, short: 0 };

/** Each subscription with its owner, channel, next run, last delivery, and buttons. */
export function subscriptionListMessage(list: SubscriptionList, context: AnswerContext): Message {
  const messageOf = (extent: Extent) =>
    toMessage(listParts(SUBSCRIPTIONS.title, list, context, extent), '\n');
  return IN_MESSAGE.map(messageOf).find(({ blocks }) => fits(blocks)) ?? messageOf(SMALLEST_EXTENT);
}

export function subscriptionHomeParts(list: SubscriptionList, context: AnswerContext): Part[] {
  return listParts(SUBSCRIPTIONS.homeTitle, list, context, ON_HOME);
}

function listParts(
  title: string,
  list: SubscriptionList,
  { centre, time }: AnswerContext,
  extent: Extent,
): Part[] {
  const { statuses, isSupervisor } = list;
  const names = namesOf(list.names);
  const shown = extent.whole + extent.short;
  const left = statuses.length - Math.min(statuses.length, shown);
  const none = statuses.length === 0 ? emptyReply(list) : [];
  return [
    { kind: 'heading', text: title },
    ...sentenceParts(none),
    ...statuses
      .slice(0, extent.whole)
      .flatMap((status): Part[] => [
        { kind: 'sentences', sentences: describe(status, names, time) },
        isSupervisor ? buttons(centre, status) : buttonsOfOwner(centre, status),
      ]),
    ...sentenceParts(statuses.slice(extent.whole, shown).map((status) => inShort(status, names))),
    ...(left === 0 ? [] : [{ kind: 'context' as const, lines: [[SUBSCRIPTIONS.more(left)]] }]),
    ...(isSupervisor ? [newButton(centre)] : []),
  ];
}

/** `7 · Sales (1) to #ops: paused`. */
function inShort({ subscription, next }: SubscriptionStatus, names: ReadonlyMap<QueueId, string>): Sentence {
  const { number, queues, channelId, state } = subscription;
  const run = next === null ? SUBSCRIPTIONS.noDay : nextOccurrenceText(next);
  return [
    bold(SUBSCRIPTIONS.heading(number, scopeName(names, queues))),
    ' to ',
    channelMention(channelId),
    ': ',
    state.kind === 'paused' ? pausedText(state.reason) : run,
  ];
}

function emptyReply({ isSupervisor }: SubscriptionList): Sentence[] {
  return isSupervisor
    ? [[SUBSCRIPTIONS.none], [SUBSCRIPTIONS.howTo, code('/floor subscribe daily 18:00'), '.']]
    : [[SUBSCRIPTIONS.noneOfYours], [SUBSCRIPTIONS.setUpBySupervisors, code('/floor summary'), '.']];
}

/** The answer if a subscription already does what was requested. */
export function sameMessage(
  centre: string,
  status: SubscriptionStatus,
  sentences: readonly Sentence[],
): Message {
  return toMessage([{ kind: 'sentences', sentences }, buttons(centre, status)], '\n');
}

export function statusSentence(
  { subscription: { state }, next, last }: SubscriptionStatus,
  time: TimeWriter,
): Sentence {
  const run = next === null ? SUBSCRIPTIONS.noDay : nextOccurrenceText(next);
  if (state.kind === 'broken') return [brokenText(state)];
  return [
    state.kind === 'paused' ? pausedText(state.reason) : run,
    '; ',
    lastDeliveryText(last, (at) => time.minute(at)),
  ];
}

function describe(
  status: SubscriptionStatus,
  names: ReadonlyMap<QueueId, string>,
  time: TimeWriter,
): Sentence[] {
  const { number, queues, channelId, ownerId, schedule, state } = status.subscription;
  const isBroken = state.kind === 'broken';
  return [
    [bold(SUBSCRIPTIONS.heading(number, scopeName(names, queues))), ' to ', channelMention(channelId)],
    [isBroken ? 'set up by ' : `${scheduleText(schedule, status.next)}, set up by `, userMention(ownerId)],
    statusSentence(status, time),
  ];
}

function buttons(centre: string, { subscription: { number, state } }: SubscriptionStatus): Part {
  const of = { centre, number };
  return {
    kind: 'buttons',
    elements: [
      subscriptionButton(ACTIONS.editSubscription, SUBSCRIPTION_BUTTONS.edit, of),
      ...(state.kind === 'broken' ? [] : [pauseButton(state, of), sendButton(of)]),
      deleteButton(of),
    ],
  };
}

/** Buttons for an owner who is no longer a supervisor. */
function buttonsOfOwner(centre: string, { subscription: { number, state } }: SubscriptionStatus): Part {
  const of = { centre, number };
  const pause = subscriptionButton(ACTIONS.pauseSubscription, SUBSCRIPTION_BUTTONS.pause, of);
  return {
    kind: 'buttons',
    elements: [...(state.kind === 'active' ? [pause] : []), deleteButton(of)],
  };
}

function deleteButton(of: SubscriptionKey): types.Button {
  const { delete: text, confirmDelete: confirm } = SUBSCRIPTION_BUTTONS;
  return subscriptionButton(ACTIONS.deleteSubscription, text, of, { style: 'danger', confirm });
}

function pauseButton(state: SubscriptionState, of: SubscriptionKey): types.Button {
  return state.kind === 'paused'
    ? subscriptionButton(ACTIONS.resumeSubscription, SUBSCRIPTION_BUTTONS.resume, of)
    : subscriptionButton(ACTIONS.pauseSubscription, SUBSCRIPTION_BUTTONS.pause, of);
}

function sendButton(of: SubscriptionKey): types.Button {
  return subscriptionButton(ACTIONS.sendSubscription, SUBSCRIPTION_BUTTONS.send, of);
}

interface SubscriptionKey {
  readonly centre: string;
  readonly number: number;
}

function subscriptionButton(
  action: string,
  text: string,
  { centre, number }: SubscriptionKey,
  more: { readonly style?: 'danger'; readonly confirm?: ConfirmWords } = {},
): types.Button {
  const label = SUBSCRIPTION_BUTTONS.label(text, number);
  return button({ action, text, value: writeValue(SUBSCRIPTION, centre, number), label, ...more });
}

/** Opens the form for a new subscription. Only supervisors get it. */
function newButton(centre: string): Part {
  const { homeNew: text } = SUBSCRIPTIONS;
  return { kind: 'buttons', elements: [button({ action: ACTIONS.subscribe, text, value: centre })] };
}
