import { parseAgentCommand } from '../../../domain/commands/agent-command.ts';
import { agentAnswer } from '../../answers/agent-answer.ts';
import { sentencesMessage } from '../../block-kit/render.ts';
import { helpMessage } from '../../blocks/help.ts';
import { COMMANDS } from '../../questions/identifiers.ts';
import { unescapeCommandText } from '../../questions/unescape-command-text.ts';
import { unclearCommand } from '../../replies/command-replies.ts';
import { AGENT_HELP } from '../../replies/help-replies.ts';
import type { Command } from './command.ts';

/** `/agent 1099 [stats|state|calls]` and `/agent help`. */
export const AGENT_COMMAND: Command = {
  name: COMMANDS.agent,
  help: AGENT_HELP,
  async answer({ text, centre, access }) {
    const command = parseAgentCommand(unescapeCommandText(text));
    switch (command.kind) {
      case 'help':
        return helpMessage(AGENT_HELP);
      case 'unclear':
        return sentencesMessage(unclearCommand(command));
      case 'look-up':
        return (await agentAnswer(centre, await access(), command, 'ephemeral-in-channel')).message;
    }
  },
};
