import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { sentencesMessage } from '../../block-kit/render.ts';
import { COMMANDS } from '../../questions/identifiers.ts';
import { requesterOfCommand } from '../../questions/requester.ts';
import { unknownCommandReply } from '../../replies/command-replies.ts';
import type { ListenerDeps } from '../deps.ts';

/** Matches every command without a listener. Bolt runs all listeners that match, so the known commands are excluded. */
export const UNKNOWN_COMMAND = new RegExp(`^(?!(?:${Object.values(COMMANDS).join('|')})$)`);

/** Answers a command that the installed app has and manifest.yml does not have, for example a renamed one. */
export function unknownCommand({ answering }: Pick<ListenerDeps, 'answering'>) {
  return async ({
    ack,
    command,
    client,
    context,
    respond,
  }: SlackCommandMiddlewareArgs & AllMiddlewareArgs): Promise<void> => {
    await ack();
    const requester = requesterOfCommand(command, context);
    const words = unknownCommandReply(command.command, Object.values(COMMANDS));
    await answering.toRequester({ respond, client, requester }, sentencesMessage(words));
  };
}
