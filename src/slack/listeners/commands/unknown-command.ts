import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { sentencesMessage } from '../../block-kit/render.ts';
import { COMMANDS } from '../../questions/identifiers.ts';
import { requesterOfCommand } from '../../questions/requester.ts';
import { unknownCommandReply } from '../../replies/command-replies.ts';
import type { ListenerDeps } from '../deps.ts';

/** Every command that no other listener takes: Bolt runs all that match, so this must not match theirs. */
export const UNKNOWN_COMMAND = new RegExp(`^(?!(?:${Object.values(COMMANDS).join('|')})$)`);

/** The installed app has a command that manifest.yml does not have, under another name perhaps. */
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
