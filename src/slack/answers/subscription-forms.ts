import type { webApi } from '@slack/bolt';
import type { Asker } from '../../domain/access/asker.ts';
import { zonesLike } from '../../domain/calendar/time-zone.ts';
import { WORKING_DAYS } from '../../domain/calendar/weekday.ts';
import { type NamedQueue, suggestQueues } from '../../domain/commands/queue-command.ts';
import { writeSubscribe } from '../../domain/commands/subscribe-command.ts';
import type { ChannelReference, SubscribeStart } from '../../domain/commands/subscribe-draft.ts';
import type { QueueId } from '../../domain/floor/snapshot.ts';
import type { SubscriptionStatus } from '../../summaries/delivery-service.ts';
import type { SummaryDesk } from '../../summaries/summary-desk.ts';
import type { Message } from '../block-kit/message.ts';
import { sentencesMessage } from '../block-kit/render.ts';
import { type SubscriptionForm, subscriptionModal } from '../blocks/subscription-modal.ts';
import { notOpenedReply, setUpAnew, typeInstead } from '../replies/modal-replies.ts';
import { subscriptionRefusal } from '../replies/subscription-refusals.ts';
import { unlinkedChannelReply } from '../replies/subscription-replies.ts';
import type { ModalWriter } from './modal-writer.ts';
import { manageProblem, queueProblem } from './summary-answers.ts';

/** Opens the form of a subscription for whoever may have one, and knows what its menus offer. */
export type SubscriptionForms = ReturnType<typeof createSubscriptionForms>;

const USUAL_TIME = '18:00';

export function createSubscriptionForms({
  desk,
  modals,
}: {
  readonly desk: SummaryDesk;
  readonly modals: ModalWriter;
}) {
  return {
    /** `null` once it is open, else the words for why not. */
    async openNew(
      client: webApi.WebClient,
      asker: Asker,
      triggerId: string,
      start?: SubscribeStart,
    ): Promise<Message | null> {
      const refusal = await desk.refusalToSubscribe(asker);
      if (refusal !== undefined) return sentencesMessage(subscriptionRefusal(refusal, 'set-up'));
      const form = start === undefined ? newForm(asker) : await formFrom(asker, start);
      if (!('times' in form)) return form;
      const opened = await modals.open(client, triggerId, [subscriptionModal(form)]);
      if (opened.kind === 'opened') return null;
      const command = commandFor(form, start?.channel ?? null);
      return sentencesMessage(notOpenedReply(opened, typeInstead(command)));
    },

    async openEdit(
      client: webApi.WebClient,
      asker: Asker,
      triggerId: string,
      number: number,
    ): Promise<Message | null> {
      const reply = await desk.find(asker, number);
      if (reply.kind === 'refused') return sentencesMessage(subscriptionRefusal(reply.refusal, 'change'));
      if ('kind' in reply.answer) return sentencesMessage(manageProblem(reply.answer));
      const known = await desk.queuesFor(asker);
      const form = formOf(reply.answer, known, newForm(asker));
      const opened = await modals.open(client, triggerId, [subscriptionModal(form)]);
      if (opened.kind === 'opened') return null;
      return sentencesMessage(notOpenedReply(opened, setUpAnew(number, commandFor(form))));
    },

    async queues(asker: Asker, typed: string): Promise<readonly NamedQueue[]> {
      return suggestQueues(typed, await desk.queuesFor(asker));
    },

    /** Zones for the form's menu; while nothing is typed, the centre's own and UTC first. */
    zones(typed: string): readonly string[] {
      const found = zonesLike(typed);
      const ours = typed.trim() === '' ? [desk.timeZone, 'UTC'] : [];
      return [...new Set([...ours, ...found])];
    },
  };

  /** A new form with what was typed, or the words for what of it cannot stand in a form. */
  async function formFrom(asker: Asker, start: SubscribeStart): Promise<SubscriptionForm | Message> {
    const usual = newForm(asker);
    const { channel } = start;
    if (channel?.kind === 'name') return sentencesMessage(unlinkedChannelReply(channel.name));
    const ids = await desk.queueIds(start.queues);
    if ('kind' in ids) return sentencesMessage(queueProblem(ids));
    const known = ids.length === 0 ? [] : await desk.queuesFor(asker);
    return {
      ...usual,
      channelId: channel?.id ?? usual.channelId,
      days: start.days ?? usual.days,
      queues: named(ids, known),
      zone: start.zone ?? usual.zone,
    };
  }

  function newForm(asker: Asker): SubscriptionForm {
    return {
      number: null,
      // In a direct message between two people the bot is not; Slack offers the current conversation itself.
      channelId: asker.channelId?.startsWith('C') === true ? asker.channelId : null,
      times: [USUAL_TIME],
      days: WORKING_DAYS,
      queues: [],
      zone: desk.timeZone,
    };
  }
}

/** The command that sets up what stands in the form. */
function commandFor(
  { times, days, queues, zone }: SubscriptionForm,
  channel: ChannelReference | null = null,
): string {
  return writeSubscribe({ times, days, queues: queues.map(({ id }) => String(id)), zone, channel });
}

/** What of a broken subscription cannot be read stands in the form as it does in a new one. */
function formOf(
  { subscription }: SubscriptionStatus,
  known: readonly NamedQueue[],
  usual: SubscriptionForm,
): SubscriptionForm {
  const { number, channelId, schedule, queues, state } = subscription;
  const hasZone = state.kind !== 'broken' || state.part !== 'zone';
  return {
    number,
    channelId,
    times: schedule.times.length === 0 ? usual.times : schedule.times,
    days: schedule.days.length === 0 ? usual.days : schedule.days,
    queues: named(queues, known),
    zone: hasZone ? schedule.zone : usual.zone,
  };
}

function named(ids: readonly QueueId[], known: readonly NamedQueue[]): NamedQueue[] {
  return ids.map((id) => known.find((queue) => queue.id === id) ?? { id, name: null });
}
