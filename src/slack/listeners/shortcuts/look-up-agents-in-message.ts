import type { AllMiddlewareArgs, MessageShortcut, SlackShortcutMiddlewareArgs } from '@slack/bolt';
import { findAgentMentions } from '../../../domain/commands/agent-mentions.ts';
import { mentionedAgentsMessage } from '../../answers/agent-answer.ts';
import { textOfMessage } from '../../questions/message-texts.ts';
import { requesterOf } from '../../questions/requester.ts';
import type { ListenerDeps } from '../deps.ts';

/** The message shortcut "Look up agents": looks up the agents that the text of the message mentions. */
export function lookUpAgentsInMessage(deps: Pick<ListenerDeps, 'access' | 'centres' | 'responder'>) {
  return async ({
    ack,
    shortcut,
    client,
    context,
    respond,
  }: SlackShortcutMiddlewareArgs<MessageShortcut> & AllMiddlewareArgs): Promise<void> => {
    await ack();
    const requester = requesterOf(shortcut, context);
    const mentions = findAgentMentions(textOfMessage(shortcut.message));
    const centre = deps.centres.of(requester);
    const message = await mentionedAgentsMessage(centre, await deps.access.of(requester), mentions);
    await deps.responder.toRequester({ respond, client, requester }, message);
  };
}
