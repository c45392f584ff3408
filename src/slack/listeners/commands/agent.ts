import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { parseAgentCommand } from '../../../domain/commands/agent-command.ts';
import { sentencesMessage } from '../../block-kit/render.ts';
import { agentHelpMessage } from '../../blocks/help.ts';
import { askerOfCommand } from '../../questions/asker.ts';
import { typedText } from '../../questions/typed-text.ts';
import { unclearCommand } from '../../replies/command-replies.ts';
import type { ListenerDeps } from '../deps.ts';

/** `/agent 1099 [stats|state|calls]` and `/agent help`. */
export function agentCommand({ lookUps, answering }: Pick<ListenerDeps, 'lookUps' | 'answering'>) {
  return async ({
    ack,
    command,
    client,
    context,
    respond,
  }: SlackCommandMiddlewareArgs & AllMiddlewareArgs): Promise<void> => {
    await ack();
    const asker = askerOfCommand(command, context);
    const asked = parseAgentCommand(typedText(command.text));
    switch (asked.kind) {
      case 'help':
        return answering.toAsker({ respond, client, asker }, agentHelpMessage());
      case 'unclear': {
        const message = sentencesMessage(unclearCommand(asked));
        return answering.toAsker({ respond, client, asker }, message);
      }
      case 'look-up': {
        const { message } = await lookUps.card(asker, asked, 'ephemeral-in-channel');
        return answering.toAsker({ respond, client, asker }, message);
      }
    }
  };
}
