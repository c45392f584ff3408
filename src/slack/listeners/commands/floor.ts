import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import type { Asker } from '../../../domain/asker.ts';
import { type FloorCommand, parseFloorCommand } from '../../../domain/floor-command.ts';
import { askerOfCommand } from '../../asker.ts';
import { floorHelpMessage, notYetMessage } from '../../blocks/help.ts';
import { type Message, sentencesMessage } from '../../blocks/message.ts';
import { unclearFloor } from '../../replies/floor-command-replies.ts';
import type { ListenerDeps } from '../deps.ts';

/** `/floor`, `/floor now` and `/floor help`. */
export function floorCommand(deps: Pick<ListenerDeps, 'floor' | 'answering'>) {
  return async ({
    ack,
    command,
    client,
    respond,
  }: SlackCommandMiddlewareArgs & AllMiddlewareArgs): Promise<void> => {
    await ack();
    const asker = askerOfCommand(command);
    const message = await replyTo(parseFloorCommand(command.text ?? ''), asker, deps);
    await deps.answering.toAsker({ respond, client, asker }, message);
  };
}

async function replyTo(
  asked: FloorCommand,
  asker: Asker,
  { floor }: Pick<ListenerDeps, 'floor'>,
): Promise<Message> {
  switch (asked.kind) {
    case 'now':
      return (await floor.answer(asker, { kind: 'floor' }, 'ephemeral-in-channel')).message;
    case 'help':
      return floorHelpMessage();
    case 'unclear':
      return asked.problem.kind === 'not-a-command' ||
        (asked.problem.kind === 'too-much' && asked.problem.command === 'now')
        ? sentencesMessage(unclearFloor(asked.problem.typed))
        : notYetMessage();
    case 'summary':
    case 'subscribe':
    case 'subscriptions':
    case 'unsubscribe':
    case 'send':
      return notYetMessage();
  }
}
