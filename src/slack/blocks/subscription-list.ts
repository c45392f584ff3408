import type { types } from '@slack/bolt';
import type { QueueId } from '../../domain/snapshot.ts';
import type { SubscriptionStatus } from '../../summaries/delivery-service.ts';
import type { SubscriptionList } from '../../summaries/summary-desk.ts';
import { ACTIONS } from '../identifiers.ts';
import { LIMITS } from '../limits.ts';
import { nextRunText, scheduleText } from '../replies/schedule-replies.ts';
import type { Sentence } from '../replies/sentence.ts';
import {
  lastDeliveryText,
  pausedText,
  SUBSCRIPTION_BUTTONS,
  SUBSCRIPTIONS,
} from '../replies/subscription-replies.ts';
import type { TimeWriter } from '../time-text.ts';
import {
  type Block,
  fallbackText,
  type Message,
  ownMarkup,
  plainText,
  sentencesBlock,
  sentenceText,
} from './message.ts';
import { scopeName } from './summary-names.ts';

const MOST_IN_MESSAGE = 15;
const MOST_ON_HOME = 10;

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
    blocks: [
      { type: 'header', text: plainText(SUBSCRIPTIONS.title, LIMITS.header) },
      ...subscriptionBlocks(list, time, MOST_IN_MESSAGE),
      newButton(),
    ],
  };
}

/** The same for App Home, to stand among its other sections. */
export function subscriptionHomeBlocks(list: SubscriptionList, time: TimeWriter): Block[] {
  return [
    { type: 'header', text: plainText(SUBSCRIPTIONS.homeTitle, LIMITS.header) },
    ...subscriptionBlocks(list, time, MOST_ON_HOME),
    newButton(),
  ];
}

function subscriptionBlocks(list: SubscriptionList, time: TimeWriter, most: number): Block[] {
  const { statuses } = list;
  if (statuses.length === 0) return [sentencesBlock(emptyReply(list))];
  const left = statuses.length - Math.min(statuses.length, most);
  return [
    ...statuses
      .slice(0, most)
      .flatMap((status) => [sentencesBlock(describe(status, namesOf(list), time)), buttons(status)]),
    ...(left === 0 ? [] : [{ type: 'context' as const, elements: [ownMarkup(SUBSCRIPTIONS.more(left))] }]),
  ];
}

function emptyReply({ isSupervisor }: SubscriptionList): Sentence[] {
  return [
    [isSupervisor ? SUBSCRIPTIONS.none : SUBSCRIPTIONS.noneOfYours],
    [SUBSCRIPTIONS.howTo, { code: '/floor subscribe daily 18:00' }, '.'],
  ];
}

/** How it stands: when next, and what became of the last. */
export function statusSentence(
  { subscription: { state }, next, last }: SubscriptionStatus,
  time: TimeWriter,
): Sentence {
  const run = next === null ? SUBSCRIPTIONS.noDay : nextRunText(next);
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
  const { number, queues, channelId, ownerId, schedule } = status.subscription;
  return [
    [{ bold: SUBSCRIPTIONS.heading(number, scopeName(names, queues)) }, ' to ', { channel: channelId }],
    [`${scheduleText(schedule, status.next)}, set up by `, { user: ownerId }],
    statusSentence(status, time),
  ];
}

function buttons({ subscription: { number, state } }: SubscriptionStatus): Block {
  const { confirmDelete } = SUBSCRIPTION_BUTTONS;
  const isPaused = state.kind === 'paused';
  return {
    type: 'actions',
    elements: [
      button(ACTIONS.editSubscription, SUBSCRIPTION_BUTTONS.edit, number),
      isPaused
        ? button(ACTIONS.resumeSubscription, SUBSCRIPTION_BUTTONS.resume, number)
        : button(ACTIONS.pauseSubscription, SUBSCRIPTION_BUTTONS.pause, number),
      button(ACTIONS.sendSubscription, SUBSCRIPTION_BUTTONS.send, number),
      {
        ...button(ACTIONS.deleteSubscription, SUBSCRIPTION_BUTTONS.delete, number),
        style: 'danger',
        confirm: {
          title: plainText(confirmDelete.title, LIMITS.confirmTitle),
          text: plainText(confirmDelete.text, LIMITS.confirmText),
          confirm: plainText(confirmDelete.confirm, LIMITS.confirmButton),
          deny: plainText(confirmDelete.deny, LIMITS.confirmButton),
          style: 'danger',
        },
      },
    ],
  };
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

/** Opens the form for a new one. */
function newButton(): Block {
  return {
    type: 'actions',
    elements: [
      {
        type: 'button',
        action_id: ACTIONS.subscribe,
        text: plainText(SUBSCRIPTIONS.homeNew, LIMITS.buttonText),
        value: 'new',
      },
    ],
  };
}

function namesOf({ names }: SubscriptionList): ReadonlyMap<QueueId, string> {
  return new Map(names.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])));
}
