import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { parseAgentCommand } from '../../../domain/commands/agent-command.ts';
import { agentAnswer } from '../../answers/agent-answer.ts';
import { sentencesMessage } from '../../block-kit/render.ts';
import { agentHelpMessage } from '../../blocks/help.ts';
import { requesterOfCommand } from '../../questions/requester.ts';
import { typedText } from '../../questions/typed-text.ts';
import { unclearCommand } from '../../replies/command-replies.ts';
import type { ListenerDeps } from '../deps.ts';

/** `/agent 1099 [stats|state|calls]` and `/agent help`. */
export function agentCommand(deps: Pick<ListenerDeps, 'access' | 'queries' | 'moment' | 'answering'>) {
  const { access, answering } = deps;
  return async ({
    ack,
    command,
    client,
    context,
    respond,
  }: SlackCommandMiddlewareArgs & AllMiddlewareArgs): Promise<void> => {
    await ack();
    const requester = requesterOfCommand(command, context);
    const asked = parseAgentCommand(typedText(command.text));
    switch (asked.kind) {
      case 'help':
        return answering.toRequester({ respond, client, requester }, agentHelpMessage());
      case 'unclear': {
        const message = sentencesMessage(unclearCommand(asked));
        return answering.toRequester({ respond, client, requester }, message);
      }
      case 'look-up': {
        const { message } = await agentAnswer(
          deps,
          await access.of(requester),
          asked,
          'ephemeral-in-channel',
        );
        return answering.toRequester({ respond, client, requester }, message);
      }
    }
  };
}
