import type { Access } from '../../../domain/access/access.ts';
import { SUBSCRIBE } from '../../../domain/commands/subscribe-command.ts';
import type { SubscribeRequest } from '../../../domain/commands/subscribe-draft.ts';
import {
  PAUSE,
  RESUME,
  SEND,
  SUBSCRIPTIONS,
  UNSUBSCRIBE,
} from '../../../domain/commands/subscription-verbs.ts';
import { SUMMARY } from '../../../domain/commands/summary-command.ts';
import type { ChangeAction } from '../../../summaries/management/subscription-changes.ts';
import { summaryAnswer } from '../../answers/report-answers.ts';
import type { SlackCentre } from '../../answers/slack-centre.ts';
import { changeReply, listReply, saveReply, sendReply } from '../../answers/subscription-answers.ts';
import type { Message } from '../../block-kit/message.ts';
import { sentencesMessage } from '../../block-kit/render.ts';
import { floorProblem as explain } from '../../replies/floor-command-replies.ts';
import { FLOOR_FORMS } from '../../replies/help-replies.ts';
import { unlinkedChannelReply } from '../../replies/subscription-replies.ts';
import type { CommandRequest } from './command.ts';
import { type FloorVerb, floorVerb } from './floor-verb.ts';

/** `/floor summary`, and the verbs about subscriptions. */
export const SUMMARY_VERBS: readonly FloorVerb[] = [
  floorVerb({
    ...SUMMARY,
    help: FLOOR_FORMS.summary,
    explain,
    answer: async (command, { centre, access }) => summaryAnswer(centre.reports, await access(), command),
  }),
  floorVerb({
    ...SUBSCRIBE,
    help: FLOOR_FORMS.subscribe,
    explain,
    answer: async (command, { centre, access, client, triggerId }) =>
      command.kind === 'subscribe-form'
        ? centre.subscriptionForms.openNew(client, await access(), triggerId, command.start)
        : subscribe(centre, await access(), command.request),
  }),
  floorVerb({
    ...SUBSCRIPTIONS,
    help: FLOOR_FORMS.subscriptions,
    explain,
    answer: async (_command, { centre, access }) =>
      listReply(await centre.subscriptions.list(await access()), centre.answerContext()),
  }),
  floorVerb({ ...PAUSE, help: FLOOR_FORMS.pause, explain, answer: change }),
  // The help of `pause` names it.
  floorVerb({ ...RESUME, help: [], explain, answer: change }),
  // The help of `send` includes it.
  floorVerb({ ...UNSUBSCRIBE, help: [], explain, answer: change }),
  floorVerb({
    ...SEND,
    help: FLOOR_FORMS.send,
    explain,
    answer: async ({ number }, { centre, access, triggerId }) => {
      const result = await centre.subscriptions.send(await access(), number, triggerId);
      return sendReply(result, number, centre.answerContext());
    },
  }),
];

async function change(
  { kind, number }: { readonly kind: ChangeAction; readonly number: number },
  { centre, access }: CommandRequest,
): Promise<Message> {
  const result = await centre.subscriptions.change(await access(), number, kind);
  return changeReply(result, number, kind, centre.answerContext());
}

async function subscribe(
  { subscriptions, answerContext, timeZone }: SlackCentre,
  access: Access,
  { channel, times, days, zone, queues }: SubscribeRequest,
): Promise<Message> {
  const channelId = channel === null ? access.requester.channelId : channel.kind === 'id' ? channel.id : null;
  if (channelId === null)
    return sentencesMessage(unlinkedChannelReply(channel?.kind === 'name' ? channel.name : ''));
  const schedule = { times, days, zone: zone ?? timeZone };
  const result = await subscriptions.save(access, null, { channelId, schedule, queues });
  return saveReply(result, null, channelId, answerContext()).message;
}
