import type { types } from '@slack/bolt';
import { format } from 'date-fns/format';
import { WEEKDAYS, type Weekday } from '../../domain/calendar/weekday.ts';
import type { NamedQueue } from '../../domain/commands/queue-command.ts';
import type { QueueId } from '../../domain/floor/snapshot.ts';
import { LIMITS } from '../block-kit/limits.ts';
import { type Message, plainText, textBlocks } from '../block-kit/message.ts';
import { SUGGESTIONS, VIEWS } from '../questions/identifiers.ts';
import { SUBSCRIPTION_FORM } from '../replies/subscription-form-replies.ts';
import { queueName } from './summary-names.ts';

/** Where the form's answers stand in a submission. */
export const SUBSCRIPTION_FIELDS = {
  channel: 'channel',
  times: 'times',
  days: 'days',
  queues: 'queues',
  zone: 'zone',
} as const;

export interface SubscriptionForm {
  /** `null`: a new one. */
  readonly number: number | null;
  readonly channelId: string | null;
  readonly times: readonly string[];
  readonly days: readonly Weekday[];
  readonly queues: readonly NamedQueue[];
  readonly zone: string;
}

const F = SUBSCRIPTION_FORM;
/** Room for as many times as a day may have, and for other ways to write them. */
const LONGEST_TIMES = 300;

export function subscriptionModal(form: SubscriptionForm): types.ModalView {
  const { number } = form;
  return {
    ...frame(number),
    callback_id: VIEWS.subscription,
    private_metadata: number === null ? '' : String(number),
    submit: plainText(F.submit, LIMITS.viewTitle),
    blocks: [
      input(SUBSCRIPTION_FIELDS.channel, F.channel, F.channelHint, {
        type: 'conversations_select',
        action_id: SUBSCRIPTION_FIELDS.channel,
        filter: { include: ['public', 'private', 'im'], exclude_bot_users: false },
        ...(form.channelId === null
          ? { default_to_current_conversation: true }
          : { initial_conversation: form.channelId }),
      }),
      input(SUBSCRIPTION_FIELDS.times, F.times, F.timesHint, {
        type: 'plain_text_input',
        action_id: SUBSCRIPTION_FIELDS.times,
        max_length: LONGEST_TIMES,
        initial_value: writeTimes(form.times),
      }),
      input(SUBSCRIPTION_FIELDS.days, F.days, null, days(form.days)),
      { ...input(SUBSCRIPTION_FIELDS.queues, F.queues, F.queuesHint, queues(form.queues)), optional: true },
      input(SUBSCRIPTION_FIELDS.zone, F.zone, F.zoneHint, {
        type: 'external_select',
        action_id: SUGGESTIONS.subscriptionZone,
        min_query_length: 0,
        placeholder: plainText(F.zonePlaceholder, LIMITS.placeholder),
        initial_option: option(form.zone, form.zone),
      }),
    ],
  };
}

/** In place of the form until there is an answer, and then with it. */
export function subscriptionWaiting(number: number | null): types.ModalView {
  return {
    ...frame(number),
    callback_id: VIEWS.answer,
    blocks: [{ type: 'section', text: plainText(F.waiting, LIMITS.sectionText) }],
  };
}

export function subscriptionAnswer(number: number | null, message: Message): types.ModalView {
  return {
    ...frame(number),
    callback_id: VIEWS.answer,
    close: plainText(F.done, LIMITS.viewTitle),
    blocks: message.blocks,
  };
}

/** The answer, and last its text alone: for a Slack that refuses something in its blocks. */
export function subscriptionAnswers(number: number | null, message: Message): types.ModalView[] {
  const view = subscriptionAnswer(number, message);
  return [view, { ...view, blocks: textBlocks(message) }];
}

/** As many whole times as the field takes. */
function writeTimes(times: readonly string[]): string {
  return times.slice(0, Math.floor((LONGEST_TIMES + 2) / '18:00, '.length)).join(', ');
}

/** What the queue menu offers for what was typed. */
export function queueOptions(queues: readonly NamedQueue[]): types.PlainTextOption[] {
  return queues.slice(0, LIMITS.selectOptions).map((queue) => option(nameOf(queue), String(queue.id)));
}

export function zoneOptions(zones: readonly string[]): types.PlainTextOption[] {
  return zones.slice(0, LIMITS.selectOptions).map((zone) => option(zone, zone));
}

function days(chosen: readonly Weekday[]): types.Checkboxes {
  const all = WEEKDAYS.map((day, index) => option(weekdayText(index), day));
  const initial = all.filter(({ value }) => chosen.some((day) => day === value));
  return {
    type: 'checkboxes',
    action_id: SUBSCRIPTION_FIELDS.days,
    options: all,
    ...(initial.length === 0 ? {} : { initial_options: initial }),
  };
}

/** Monday is 0. */
function weekdayText(index: number): string {
  return format(new Date(2024, 0, 1 + index), 'EEEE');
}

function queues(chosen: readonly NamedQueue[]): types.MultiExternalSelect {
  const initial = queueOptions(chosen);
  return {
    type: 'multi_external_select',
    action_id: SUGGESTIONS.subscriptionQueues,
    min_query_length: 0,
    placeholder: plainText(F.queuesPlaceholder, LIMITS.placeholder),
    ...(initial.length === 0 ? {} : { initial_options: initial }),
  };
}

function nameOf({ id, name }: NamedQueue): string {
  return queueName(new Map<QueueId, string>(name === null ? [] : [[id, name]]), id);
}

function option(text: string, value: string): types.PlainTextOption {
  return { text: plainText(text, LIMITS.optionText), value };
}

function input(
  id: string,
  label: string,
  hint: string | null,
  element: types.InputBlock['element'],
): types.InputBlock {
  return {
    type: 'input',
    block_id: id,
    label: plainText(label, LIMITS.inputLabel),
    ...(hint === null ? {} : { hint: plainText(hint, LIMITS.inputLabel) }),
    element,
  };
}

function frame(number: number | null): Pick<types.ModalView, 'type' | 'title' | 'close'> {
  return {
    type: 'modal',
    title: plainText(number === null ? F.newTitle : F.editTitle(number), LIMITS.viewTitle),
    close: plainText(F.close, LIMITS.viewTitle),
  };
}
