import type { webApi } from '@slack/bolt';
import type { Asker } from '../domain/asker.ts';
import { type NamedQueue, suggestQueues } from '../domain/queue-command.ts';
import { writeSubscribe } from '../domain/subscribe-command.ts';
import { zonesLike } from '../domain/time-zone.ts';
import { WORKING_DAYS } from '../domain/weekday.ts';
import type { SubscriptionStatus } from '../summaries/delivery-service.ts';
import type { SummaryDesk } from '../summaries/summary-desk.ts';
import { type Message, sentencesMessage } from './blocks/message.ts';
import { type SubscriptionForm, subscriptionModal } from './blocks/subscription-modal.ts';
import type { ModalWriter } from './modal-writer.ts';
import { notOpenedReply, setUpAnew, typeInstead } from './replies/modal-replies.ts';
import { subscriptionRefusal } from './replies/subscription-refusals.ts';
import { manageProblem } from './summary-answers.ts';

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
    async openNew(client: webApi.WebClient, asker: Asker, triggerId: string): Promise<Message | null> {
      const refusal = await desk.refusalToSubscribe(asker);
      if (refusal !== undefined) return sentencesMessage(subscriptionRefusal(refusal, 'set-up'));
      const form = newForm(asker);
      const opened = await modals.open(client, triggerId, [subscriptionModal(form)]);
      if (opened.kind === 'opened') return null;
      return sentencesMessage(notOpenedReply(opened, typeInstead(commandFor(form))));
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
function commandFor({ times, days, queues, zone }: SubscriptionForm): string {
  return writeSubscribe({ times, days, queues: queues.map(({ id }) => String(id)), zone, channel: null });
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
    queues: queues.map((id) => known.find((queue) => queue.id === id) ?? { id, name: null }),
    zone: hasZone ? schedule.zone : usual.zone,
  };
}
