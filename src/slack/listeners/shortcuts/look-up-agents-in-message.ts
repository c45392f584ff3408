import type { AllMiddlewareArgs, MessageShortcut, SlackShortcutMiddlewareArgs } from '@slack/bolt';
import { findAgentMentions } from '../../../domain/agent-mentions.ts';
import { askerOf } from '../../asker.ts';
import { noAgentsMessage } from '../../blocks/agent-list.ts';
import { textOfMessage } from '../../message-texts.ts';
import type { ListenerDeps } from '../deps.ts';

const MOST_AGENTS = 5;

/** The message shortcut "Look up agents": the first few agents that its text names. */
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
    const found = findAgentMentions(textOfMessage(shortcut.message));
    const asked = found.slice(0, MOST_AGENTS).map((agentId) => ({ agentId, view: 'card' as const }));
    const message = asked.length === 0 ? noAgentsMessage() : await lookUps.list(asker, asked, found.length);
    await answering.toAsker({ respond, client, asker }, message);
  };
}
