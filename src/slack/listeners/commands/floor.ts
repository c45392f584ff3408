import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import type { Asker } from '../../../domain/access/asker.ts';
import { type FloorCommand, parseFloorCommand } from '../../../domain/commands/floor-command.ts';
import type { Message } from '../../block-kit/message.ts';
import { sentencesMessage } from '../../block-kit/render.ts';
import { floorHelpMessage } from '../../blocks/help.ts';
import { askerOfCommand } from '../../questions/asker.ts';
import { typedTextWithChannels } from '../../questions/typed-text.ts';
import { unclearFloorCommand } from '../../replies/floor-command-replies.ts';
import { unlinkedChannelReply } from '../../replies/subscription-replies.ts';
import type { ListenerDeps } from '../deps.ts';

type Deps = Pick<ListenerDeps, 'answering' | 'floor' | 'summaries' | 'subscriptionForms'>;
type CommandArgs = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

/** `/floor now`, `summary`, `subscribe`, `subscriptions`, `pause`, `resume`, `unsubscribe`, `send` and `help`. */
export function floorCommand({ answering, floor, summaries, subscriptionForms }: Deps) {
  return async ({ ack, command, client, context, respond }: CommandArgs): Promise<void> => {
    await ack();
    const asker = askerOfCommand(command, context);
    const asked = parseFloorCommand(typedTextWithChannels(command.text));
    const message =
      asked.kind === 'subscribe-form'
        ? await subscriptionForms.openNew(client, asker, command.trigger_id, asked.start)
        : await answer(asker, asked, command.trigger_id);
    if (message !== null) await answering.toAsker({ respond, client, asker }, message);
  };

  async function answer(
    asker: Asker,
    asked: Exclude<FloorCommand, { kind: 'subscribe-form' }>,
    request: string,
  ): Promise<Message> {
    switch (asked.kind) {
      case 'now':
        return (await floor.answer(asker, { kind: 'floor' }, 'ephemeral-in-channel')).message;
      case 'help':
        return floorHelpMessage();
      case 'unclear':
        return sentencesMessage(unclearFloorCommand(asked.problem, asked.suggestion));
      case 'summary':
        return summaries.summary(asker, asked);
      case 'subscribe':
        return subscribe(asker, asked.request);
      case 'subscriptions':
        return summaries.list(asker);
      case 'pause':
      case 'resume':
      case 'unsubscribe':
        return (await summaries.change(asker, asked.number, asked.kind)).message;
      case 'send':
        return summaries.send(asker, asked.number, request);
    }
  }

  async function subscribe(
    asker: Asker,
    { channel, times, days, zone, queues }: Extract<FloorCommand, { kind: 'subscribe' }>['request'],
  ): Promise<Message> {
    const channelId = channel === null ? asker.channelId : channel.kind === 'id' ? channel.id : null;
    if (channelId === null)
      return sentencesMessage(unlinkedChannelReply(channel?.kind === 'name' ? channel.name : ''));
    const schedule = { times, days, zone: zone ?? summaries.timeZone };
    return (await summaries.save(asker, null, { channelId, schedule, queues })).message;
  }
}
