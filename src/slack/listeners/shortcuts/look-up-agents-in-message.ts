import type { AllMiddlewareArgs, MessageShortcut, SlackShortcutMiddlewareArgs } from '@slack/bolt';
import { findAgentMentions } from '../../../domain/commands/agent-mentions.ts';
import { askerOf } from '../../questions/asker.ts';
import { textOfMessage } from '../../questions/message-texts.ts';
import type { ListenerDeps } from '../deps.ts';

/** The message shortcut "Look up agents": the agents that its text speaks of. */
export function lookUpAgentsInMessage({ lookUps, answering }: Pick<ListenerDeps, 'lookUps' | 'answering'>) {
  return async ({
    ack,
    shortcut,
    client,
    context,
    respond,
  }: SlackShortcutMiddlewareArgs<MessageShortcut> & AllMiddlewareArgs): Promise<void> => {
    await ack();
    const asker = askerOf(shortcut, context);
    const mentions = findAgentMentions(textOfMessage(shortcut.message));
    const message = await lookUps.mentioned(asker, mentions);
    await answering.toAsker({ respond, client, asker }, message);
  };
}
