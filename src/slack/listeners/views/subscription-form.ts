import { z } from 'zod';
import { zoneNamed } from '../../../domain/calendar/time-zone.ts';
import { WEEKDAYS } from '../../../domain/calendar/weekday.ts';
import { readTimes } from '../../../domain/commands/schedule-words.ts';
import { withTimeout } from '../../../time.ts';
import { saveReply } from '../../answers/subscription-answers.ts';
import {
  SUBSCRIPTION_FIELDS,
  subscriptionAnswer,
  subscriptionAnswers,
  subscriptionWaiting,
} from '../../blocks/subscription-modal.ts';
import { SUGGESTIONS } from '../../questions/identifiers.ts';
import { requesterOf } from '../../questions/requester.ts';
import { FORM_SUBSCRIPTION } from '../../questions/subscription-value.ts';
import { SUBSCRIPTION_FORM } from '../../replies/subscription-form-replies.ts';
import type { ListenerDeps } from '../deps.ts';
import { type FormArgs, staleForm } from './form.ts';

/**
 * Handles the submitted form of a subscription: shows errors beside the fields, or the next run. A result that takes
 * longer than Slack waits for an acknowledgement replaces the waiting view when it arrives.
 */
export function subscriptionForm({
  access,
  centres,
  modals,
}: Pick<ListenerDeps, 'access' | 'centres' | 'modals'>) {
  return async ({ ack, body, view, client, context }: FormArgs): Promise<void> => {
    const form = centres.named(FORM_SUBSCRIPTION, view.private_metadata);
    if (form === undefined) return ack(staleForm());
    const { subscriptions, answerContext, home } = form.centre;
    const number = form.value;
    const { channelId, times, days, queues, zone } = formSchema.parse(view.state.values);
    if (times === null || days.length === 0 || zone === null) {
      return ack({
        response_action: 'errors',
        errors: {
          ...(times === null ? { [SUBSCRIPTION_FIELDS.times]: SUBSCRIPTION_FORM.noTimes } : {}),
          ...(days.length === 0 ? { [SUBSCRIPTION_FIELDS.days]: SUBSCRIPTION_FORM.noDays } : {}),
          ...(zone === null ? { [SUBSCRIPTION_FIELDS.zone]: SUBSCRIPTION_FORM.noZone } : {}),
        },
      });
    }
    const requester = requesterOf(body, context);
    const wanted = { channelId, queues, schedule: { times, days, zone } };
    const checking = access.of(requester);
    const saving = checking
      .then((granted) => subscriptions.save(granted, number, wanted))
      .then((result) => saveReply(result, number, channelId, answerContext()));
    const answer = await withTimeout(saving, ACKNOWLEDGE_TIMEOUT_MS);
    if (answer?.kind === 'at-field') {
      return ack({
        response_action: 'errors',
        errors: { [SUBSCRIPTION_FIELDS[answer.field]]: answer.words },
      });
    }
    if (answer !== undefined) {
      await ack({ response_action: 'update', view: subscriptionAnswer(number, answer.message) });
    } else {
      await ack({ response_action: 'update', view: subscriptionWaiting(number) });
      await modals.show(client, view.id, subscriptionAnswers(number, (await saving).message));
    }
    if ((await saving).kind === 'saved') await home.publish(client, await checking, undefined);
  };
}

/** Slack waits three seconds, including the network. Errors can be shown beside fields only within this time. */
const ACKNOWLEDGE_TIMEOUT_MS = 2_000;

const chosen = z.object({ value: z.string() });

const formSchema = z
  .object({
    [SUBSCRIPTION_FIELDS.channel]: z.object({
      [SUBSCRIPTION_FIELDS.channel]: z.object({ selected_conversation: z.string() }),
    }),
    [SUBSCRIPTION_FIELDS.times]: z.object({
      [SUBSCRIPTION_FIELDS.times]: z.object({ value: z.string().nullish() }),
    }),
    [SUBSCRIPTION_FIELDS.days]: z.object({
      [SUBSCRIPTION_FIELDS.days]: z.object({
        selected_options: z.array(z.object({ value: z.enum(WEEKDAYS) })),
      }),
    }),
    [SUBSCRIPTION_FIELDS.queues]: z.object({
      [SUGGESTIONS.subscriptionQueues]: z.object({ selected_options: z.array(chosen).nullish() }),
    }),
    [SUBSCRIPTION_FIELDS.zone]: z.object({
      [SUGGESTIONS.subscriptionZone]: z.object({ selected_option: chosen }),
    }),
  })
  .transform((values) => ({
    channelId: values.channel.channel.selected_conversation,
    times: readTimes(values.times.times.value ?? ''),
    days: values.days.days.selected_options.map(({ value }) => value),
    queues: (values.queues[SUGGESTIONS.subscriptionQueues].selected_options ?? []).map(({ value }) => value),
    zone: zoneNamed(values.zone[SUGGESTIONS.subscriptionZone].selected_option.value) ?? null,
  }));
