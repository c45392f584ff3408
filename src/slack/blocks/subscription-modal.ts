import type { types } from '@slack/bolt';
import { format } from 'date-fns/format';
import { WEEKDAYS, type Weekday } from '../../domain/calendar/weekday.ts';
import type { NamedQueue } from '../../domain/commands/queue-command.ts';
import {
  input,
  markupSection,
  menuOptions,
  modal,
  multiSearchMenu,
  option,
  plainSection,
  searchMenu,
  textField,
} from '../block-kit/elements.ts';
import type { Message } from '../block-kit/message.ts';
import { writeValue } from '../questions/button-value.ts';
import { SUGGESTIONS, VIEWS } from '../questions/identifiers.ts';
import { FORM_SUBSCRIPTION } from '../questions/subscription-value.ts';
import { SUBSCRIPTION_FORM } from '../replies/subscription-form-replies.ts';
import { queueOptions } from './queue-words.ts';

/** Block ids of the form's fields in a submission. */
export const SUBSCRIPTION_FIELDS = {
  channel: 'channel',
  times: 'times',
  days: 'days',
  queues: 'queues',
  zone: 'zone',
} as const;

export interface SubscriptionForm {
  readonly centre: string;
  /** `null` for a new subscription. */
  readonly number: number | null;
  readonly channelId: string | null;
  readonly times: readonly string[];
  readonly days: readonly Weekday[];
  readonly queues: readonly NamedQueue[];
  readonly zone: string;
}

const F = SUBSCRIPTION_FORM;
/** Enough for the maximum number of times a day, in any notation. */
const TIMES_INPUT_MAX = 300;

export function subscriptionModal(form: SubscriptionForm): types.ModalView {
  const { centre, number } = form;
  return modal({
    ...titlesOf(number),
    callback: VIEWS.subscription,
    metadata: writeValue(FORM_SUBSCRIPTION, centre, number),
    submit: F.submit,
    blocks: [
      input({
        id: SUBSCRIPTION_FIELDS.channel,
        label: F.channel,
        hint: F.channelHint,
        element: {
          type: 'conversations_select',
          action_id: SUBSCRIPTION_FIELDS.channel,
          filter: { include: ['public', 'private', 'im'], exclude_bot_users: false },
          ...(form.channelId === null
            ? { default_to_current_conversation: true }
            : { initial_conversation: form.channelId }),
        },
      }),
      input({
        id: SUBSCRIPTION_FIELDS.times,
        label: F.times,
        hint: F.timesHint,
        element: textField({
          action: SUBSCRIPTION_FIELDS.times,
          max: TIMES_INPUT_MAX,
          text: writeTimes(form.times),
        }),
      }),
      input({ id: SUBSCRIPTION_FIELDS.days, label: F.days, element: days(form.days) }),
      input({
        id: SUBSCRIPTION_FIELDS.queues,
        label: F.queues,
        hint: F.queuesHint,
        isOptional: true,
        element: multiSearchMenu({
          action: SUGGESTIONS.subscriptionQueues,
          placeholder: F.queuesPlaceholder,
          chosen: queueOptions(form.queues),
        }),
      }),
      input({
        id: SUBSCRIPTION_FIELDS.zone,
        label: F.zone,
        hint: F.zoneHint,
        element: searchMenu({
          action: SUGGESTIONS.subscriptionZone,
          placeholder: F.zonePlaceholder,
          chosen: option(form.zone, form.zone),
        }),
      }),
    ],
  });
}

export function subscriptionWaiting(number: number | null): types.ModalView {
  return modal({ ...titlesOf(number), callback: VIEWS.answer, blocks: [plainSection(F.waiting)] });
}

export function subscriptionAnswer(
  number: number | null,
  { blocks }: Pick<Message, 'blocks'>,
): types.ModalView {
  return modal({ ...titlesOf(number), close: F.done, callback: VIEWS.answer, blocks });
}

/** The forms of the answer in the order to try: its blocks, then its text alone if Slack refuses the blocks. */
export function subscriptionAnswers(number: number | null, message: Message): types.ModalView[] {
  return [message, { blocks: [markupSection(message.text)] }].map((form) => subscriptionAnswer(number, form));
}

/** As many times as fit in the field. */
function writeTimes(times: readonly string[]): string {
  return times.slice(0, Math.floor((TIMES_INPUT_MAX + 2) / '18:00, '.length)).join(', ');
}

export function zoneOptions(zones: readonly string[]): types.PlainTextOption[] {
  return menuOptions(zones.map((zone) => option(zone, zone)));
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

function titlesOf(number: number | null): { readonly title: string; readonly close: string } {
  return { title: number === null ? F.newTitle : F.editTitle(number), close: F.close };
}
