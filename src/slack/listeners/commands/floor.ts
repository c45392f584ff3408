import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import type { Access } from '../../../domain/access/access.ts';
import { type FloorCommand, parseFloorCommand } from '../../../domain/commands/floor-command.ts';
import { floorAnswer } from '../../answers/floor-answer.ts';
import { summaryAnswer } from '../../answers/report-answers.ts';
import { changeReply, listReply, saveReply, sendReply } from '../../answers/subscription-answers.ts';
import type { Message } from '../../block-kit/message.ts';
import { sentencesMessage } from '../../block-kit/render.ts';
import { floorHelpMessage } from '../../blocks/help.ts';
import { requesterOfCommand } from '../../questions/requester.ts';
import { typedTextWithChannels } from '../../questions/typed-text.ts';
import { unclearFloorCommand } from '../../replies/floor-command-replies.ts';
import { unlinkedChannelReply } from '../../replies/subscription-replies.ts';
import type { ListenerDeps } from '../deps.ts';

type Deps = Pick<
  ListenerDeps,
  | 'access'
  | 'answering'
  | 'moment'
  | 'queries'
  | 'reports'
  | 'subscriptionForms'
  | 'subscriptions'
  | 'timeZone'
>;
type CommandArgs = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

/** `/floor now`, `summary`, `subscribe`, `subscriptions`, `pause`, `resume`, `unsubscribe`, `send` and `help`. */
export function floorCommand(deps: Deps) {
  const { subscriptions, moment } = deps;

  return async ({ ack, command, client, context, respond }: CommandArgs): Promise<void> => {
    await ack();
    const requester = requesterOfCommand(command, context);
    const asked = parseFloorCommand(typedTextWithChannels(command.text));
    const message = await answer(asked);
    if (message !== null) await deps.answering.toRequester({ respond, client, requester }, message);

    async function answer(asked: FloorCommand): Promise<Message | null> {
      if (asked.kind === 'help') return floorHelpMessage();
      if (asked.kind === 'unclear')
        return sentencesMessage(unclearFloorCommand(asked.problem, asked.suggestion));
      const access = await deps.access.of(requester);
      return asked.kind === 'subscribe-form'
        ? deps.subscriptionForms.openNew(client, access, command.trigger_id, asked.start)
        : answerFor(access, asked, command.trigger_id);
    }
  };

  async function answerFor(
    access: Access,
    asked: Exclude<FloorCommand, { kind: 'help' | 'unclear' | 'subscribe-form' }>,
    request: string,
  ): Promise<Message> {
    switch (asked.kind) {
      case 'now':
        return (await floorAnswer(deps, access, { kind: 'floor' }, 'ephemeral-in-channel')).message;
      case 'summary':
        return summaryAnswer(deps.reports, access, asked);
      case 'subscribe':
        return subscribe(access, asked.request);
      case 'subscriptions':
        return listReply(await subscriptions.list(access), moment().time);
      case 'pause':
      case 'resume':
      case 'unsubscribe': {
        const result = await subscriptions.change(access, asked.number, asked.kind);
        return changeReply(result, asked.number, asked.kind, moment().time);
      }
      case 'send':
        return sendReply(await subscriptions.send(access, asked.number, request), asked.number);
    }
  }

  async function subscribe(
    access: Access,
    { channel, times, days, zone, queues }: Extract<FloorCommand, { kind: 'subscribe' }>['request'],
  ): Promise<Message> {
    const channelId =
      channel === null ? access.requester.channelId : channel.kind === 'id' ? channel.id : null;
    if (channelId === null)
      return sentencesMessage(unlinkedChannelReply(channel?.kind === 'name' ? channel.name : ''));
    const schedule = { times, days, zone: zone ?? deps.timeZone };
    const result = await subscriptions.save(access, null, { channelId, schedule, queues });
    return saveReply(result, null, channelId, moment().time).message;
  }
}
