import type { types } from '@slack/bolt';
import type { QueueId } from '../../domain/floor/snapshot.ts';
import type { SubscriptionStatus } from '../../summaries/delivery-service.ts';
import type { SubscriptionState } from '../../summaries/subscription.ts';
import type { SubscriptionList } from '../../summaries/subscription-list.ts';
import { LIMITS } from '../block-kit/limits.ts';
import {
  type Block,
  fallbackText,
  type Message,
  ownMarkup,
  plainText,
  sentencesBlock,
  sentencesMessage,
  sentenceText,
} from '../block-kit/message.ts';
import { fits } from '../block-kit/message-forms.ts';
import type { Sentence } from '../block-kit/sentence.ts';
import type { TimeWriter } from '../block-kit/time-text.ts';
import { ACTIONS } from '../questions/identifiers.ts';
import { nextRunText, scheduleText } from '../replies/schedule-replies.ts';
import {
  brokenText,
  lastDeliveryText,
  pausedText,
  SUBSCRIPTION_BUTTONS,
  SUBSCRIPTIONS,
} from '../replies/subscription-replies.ts';
import { scopeName } from './summary-names.ts';

/** `whole`: with words and buttons; `short`: in one line each, after those. */
interface Extent {
  readonly whole: number;
  readonly short: number;
}

const ON_HOME: Extent = { whole: 10, short: 15 };
/** The first that Slack takes in one message. */
const IN_MESSAGE: readonly Extent[] = [
  { whole: 5, short: 15 },
  { whole: 5, short: 5 },
  { whole: 3, short: 10 },
  { whole: 3, short: 3 },
];
const FEWEST: Extent = { whole: 1, short: 0 };

/** Each subscription with its owner, channel, next run, what became of the last, and what can be done with it. */
export function subscriptionListMessage(list: SubscriptionList, time: TimeWriter): Message {
  const { statuses } = list;
  const empty: Sentence[] = statuses.length > 0 ? [] : emptyReply(list);
  return {
    text: fallbackText(
      [
        SUBSCRIPTIONS.title,
        ...statuses.map((status) => describe(status, namesOf(list), time).map(sentenceText).join(' ')),
        ...empty.map(sentenceText),
      ],
      '\n',
    ),
    blocks:
      IN_MESSAGE.map((extent) => listBlocks(list, time, extent)).find(fits) ?? listBlocks(list, time, FEWEST),
  };
}

function listBlocks(list: SubscriptionList, time: TimeWriter, extent: Extent): Block[] {
  return [
    { type: 'header', text: plainText(SUBSCRIPTIONS.title, LIMITS.header) },
    ...subscriptionBlocks(list, time, extent),
    ...newButton(list),
  ];
}

/** The same for App Home, to stand among its other sections. */
export function subscriptionHomeBlocks(list: SubscriptionList, time: TimeWriter): Block[] {
  return [
    { type: 'header', text: plainText(SUBSCRIPTIONS.homeTitle, LIMITS.header) },
    ...subscriptionBlocks(list, time, ON_HOME),
    ...newButton(list),
  ];
}

function subscriptionBlocks(list: SubscriptionList, time: TimeWriter, extent: Extent): Block[] {
  const { statuses, isSupervisor } = list;
  if (statuses.length === 0) return [sentencesBlock(emptyReply(list))];
  const names = namesOf(list);
  const shown = extent.whole + extent.short;
  const short = statuses.slice(extent.whole, shown);
  const left = statuses.length - Math.min(statuses.length, shown);
  return [
    ...statuses
      .slice(0, extent.whole)
      .flatMap((status) => [
        sentencesBlock(describe(status, names, time)),
        isSupervisor ? buttons(status) : buttonsOfOwner(status),
      ]),
    ...(short.length === 0 ? [] : [sentencesBlock(short.map((status) => inShort(status, names)))]),
    ...(left === 0 ? [] : [{ type: 'context' as const, elements: [ownMarkup(SUBSCRIPTIONS.more(left))] }]),
  ];
}

/** `7 · Sales (1) to #ops: paused`. */
function inShort({ subscription, next }: SubscriptionStatus, names: ReadonlyMap<QueueId, string>): Sentence {
  const { number, queues, channelId, state } = subscription;
  const run = next === null ? SUBSCRIPTIONS.noDay : nextRunText(next);
  return [
    { bold: SUBSCRIPTIONS.heading(number, scopeName(names, queues)) },
    ' to ',
    { channel: channelId },
    ': ',
    state.kind === 'paused' ? pausedText(state.reason) : run,
  ];
}

function emptyReply({ isSupervisor }: SubscriptionList): Sentence[] {
  return isSupervisor
    ? [[SUBSCRIPTIONS.none], [SUBSCRIPTIONS.howTo, { code: '/floor subscribe daily 18:00' }, '.']]
    : [[SUBSCRIPTIONS.noneOfYours], [SUBSCRIPTIONS.setUpBySupervisors, { code: '/floor summary' }, '.']];
}

/** About one that does already what was asked for: how it stands, and what can be done with it. */
export function sameMessage(status: SubscriptionStatus, sentences: readonly Sentence[]): Message {
  const { text, blocks } = sentencesMessage(sentences);
  return { text, blocks: [...blocks, buttons(status)] };
}

/** How it stands: when next, and what became of the last. */
export function statusSentence(
  { subscription: { state }, next, last }: SubscriptionStatus,
  time: TimeWriter,
): Sentence {
  const run = next === null ? SUBSCRIPTIONS.noDay : nextRunText(next);
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
    [{ bold: SUBSCRIPTIONS.heading(number, scopeName(names, queues)) }, ' to ', { channel: channelId }],
    [isBroken ? 'set up by ' : `${scheduleText(schedule, status.next)}, set up by `, { user: ownerId }],
    statusSentence(status, time),
  ];
}

function buttons({ subscription: { number, state } }: SubscriptionStatus): Block {
  return {
    type: 'actions',
    elements: [
      button(ACTIONS.editSubscription, SUBSCRIPTION_BUTTONS.edit, number),
      ...(state.kind === 'broken' ? [] : [pauseButton(state, number), sendButton(number)]),
      deleteButton(number),
    ],
  };
}

/** What owners may still do who are no supervisors any more. */
function buttonsOfOwner({ subscription: { number, state } }: SubscriptionStatus): Block {
  const pause = button(ACTIONS.pauseSubscription, SUBSCRIPTION_BUTTONS.pause, number);
  return {
    type: 'actions',
    elements: [...(state.kind === 'active' ? [pause] : []), deleteButton(number)],
  };
}

function deleteButton(number: number): types.Button {
  const { confirmDelete } = SUBSCRIPTION_BUTTONS;
  return {
    ...button(ACTIONS.deleteSubscription, SUBSCRIPTION_BUTTONS.delete, number),
    style: 'danger',
    confirm: {
      title: plainText(confirmDelete.title, LIMITS.confirmTitle),
      text: plainText(confirmDelete.text, LIMITS.confirmText),
      confirm: plainText(confirmDelete.confirm, LIMITS.confirmButton),
      deny: plainText(confirmDelete.deny, LIMITS.confirmButton),
      style: 'danger',
    },
  };
}

function pauseButton(state: SubscriptionState, number: number): types.Button {
  return state.kind === 'paused'
    ? button(ACTIONS.resumeSubscription, SUBSCRIPTION_BUTTONS.resume, number)
    : button(ACTIONS.pauseSubscription, SUBSCRIPTION_BUTTONS.pause, number);
}

function sendButton(number: number): types.Button {
  return button(ACTIONS.sendSubscription, SUBSCRIPTION_BUTTONS.send, number);
}

function button(actionId: string, words: string, number: number): types.Button {
  return {
    type: 'button',
    action_id: actionId,
    text: plainText(words, LIMITS.buttonText),
    value: String(number),
    accessibility_label: SUBSCRIPTION_BUTTONS.label(words, number),
  };
}

/** Opens the form for a new one; none for who may not set one up. */
function newButton({ isSupervisor }: SubscriptionList): Block[] {
  if (!isSupervisor) return [];
  return [
    {
      type: 'actions',
      elements: [
        {
          type: 'button',
          action_id: ACTIONS.subscribe,
          text: plainText(SUBSCRIPTIONS.homeNew, LIMITS.buttonText),
          value: 'new',
        },
      ],
    },
  ];
}

function namesOf({ names }: SubscriptionList): ReadonlyMap<QueueId, string> {
  return new Map(names.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])));
}
