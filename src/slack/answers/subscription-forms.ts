import type { webApi } from '@slack/bolt';
import { type Access, agentRefusal } from '../../domain/access/access.ts';
import { zonesLike } from '../../domain/calendar/time-zone.ts';
import { WORKING_DAYS } from '../../domain/calendar/weekday.ts';
import { writeSubscribe } from '../../domain/commands/subscribe-command.ts';
import type { ChannelReference, SubscribeStart } from '../../domain/commands/subscribe-draft.ts';
import type { FindResult } from '../../summaries/management/subscription-results.ts';
import type { SubscriptionService } from '../../summaries/management/subscription-service.ts';
import type { Message } from '../block-kit/message.ts';
import { sentencesMessage } from '../block-kit/render.ts';
import { type SubscriptionForm, subscriptionModal } from '../blocks/subscription-modal.ts';
import { notOpenedReply, replaceByHand, typeInstead } from '../replies/modal-replies.ts';
import { queueProblem, unlinkedChannelReply } from '../replies/subscription-replies.ts';
import type { ModalWriter } from './modal-writer.ts';
import { refusedMessage } from './refused.ts';
import { problemMessage } from './subscription-answers.ts';

const USUAL_TIME = '18:00';

type FormResult =
  | { readonly kind: 'form'; readonly form: SubscriptionForm }
  | { readonly kind: 'none'; readonly message: Message };

export function createSubscriptionForms({
  id,
  subscriptions,
  modals,
  timeZone,
}: {
  readonly id: string;
  readonly subscriptions: Pick<SubscriptionService, 'find' | 'findQueues'>;
  readonly modals: ModalWriter;
  readonly timeZone: string;
}) {
  return {
    /** Returns `null` if the form was opened, otherwise the explanation for the requester. */
    async openNew(
      client: webApi.WebClient,
      access: Access,
      triggerId: string,
      start?: SubscribeStart,
    ): Promise<Message | null> {
      const refusal = agentRefusal(access);
      if (refusal !== null) return refusedMessage(refusal, 'subscribe');
      const result = await formFrom(access, start);
      if (result.kind === 'none') return result.message;
      const { form } = result;
      const opened = await modals.open(client, triggerId, [subscriptionModal(form)]);
      if (opened.kind === 'opened') return null;
      const command = commandFor(form, start?.channel ?? null);
      return sentencesMessage(notOpenedReply(opened, typeInstead(command)));
    },

    async openEdit(
      client: webApi.WebClient,
      access: Access,
      triggerId: string,
      number: number,
    ): Promise<Message | null> {
      const found = await subscriptions.find(access, number);
      if (found.kind !== 'found') return problemMessage(found);
      const form = formOf(found, newForm(access));
      const opened = await modals.open(client, triggerId, [subscriptionModal(form)]);
      if (opened.kind === 'opened') return null;
      return sentencesMessage(notOpenedReply(opened, replaceByHand(number, commandFor(form))));
    },

    /** Returns the zones for the form's menu; for empty text, the centre's zone and UTC come first. */
    zones(typed: string): readonly string[] {
      const found = zonesLike(typed);
      const ours = typed.trim() === '' ? [timeZone, 'UTC'] : [];
      return [...new Set([...ours, ...found])];
    },
  };

  /** Returns a new form with the typed values, or an explanation if one of them does not fit into a form. */
  async function formFrom(access: Access, start: SubscribeStart | undefined): Promise<FormResult> {
    const usual = newForm(access);
    if (start === undefined) return { kind: 'form', form: usual };
    const { channel } = start;
    if (channel?.kind === 'name')
      return { kind: 'none', message: sentencesMessage(unlinkedChannelReply(channel.name)) };
    const found = await subscriptions.findQueues(start.queues);
    if (found.kind !== 'queues') return { kind: 'none', message: sentencesMessage(queueProblem(found)) };
    const form = {
      ...usual,
      channelId: channel?.id ?? usual.channelId,
      days: start.days ?? usual.days,
      queues: found.queues,
      zone: start.zone ?? usual.zone,
    };
    return { kind: 'form', form };
  }

  function newForm({ requester: { channelId } }: Access): SubscriptionForm {
    return {
      centre: id,
      number: null,
      // The bot is not a member of direct messages between two people, and Slack offers the current conversation as a
      // choice.
      channelId: channelId?.startsWith('C') === true ? channelId : null,
      times: [USUAL_TIME],
      days: WORKING_DAYS,
      queues: [],
      zone: timeZone,
    };
  }
}

/** The command that creates the subscription with the values of the form. */
function commandFor(
  { times, days, queues, zone }: SubscriptionForm,
  channel: ChannelReference | null = null,
): string {
  return writeSubscribe({ times, days, queues: queues.map(({ id }) => String(id)), zone, channel });
}

/** Fields of a broken subscription that cannot be read have the values of a new form. */
function formOf(
  { status: { subscription }, queues }: Extract<FindResult, { kind: 'found' }>,
  usual: SubscriptionForm,
): SubscriptionForm {
  const { number, channelId, schedule, state } = subscription;
  const hasZone = state.kind !== 'broken' || state.part !== 'zone';
  return {
    ...usual,
    number,
    channelId,
    times: schedule.times.length === 0 ? usual.times : schedule.times,
    days: schedule.days.length === 0 ? usual.days : schedule.days,
    queues,
    zone: hasZone ? schedule.zone : usual.zone,
  };
}
