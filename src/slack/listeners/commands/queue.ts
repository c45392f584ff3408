import { parseQueueCommand } from '../../../domain/commands/queue-command.ts';
import { floorAnswer, namedQueueMessage } from '../../answers/floor-answer.ts';
import { helpMessage } from '../../blocks/help.ts';
import { COMMANDS } from '../../questions/identifiers.ts';
import { unescapeCommandText } from '../../questions/unescape-command-text.ts';
import { QUEUE_HELP } from '../../replies/help-replies.ts';
import type { Command } from './command.ts';

/** `/queue`, `/queue Sales|3 [agents]` and `/queue help`. */
export const QUEUE_COMMAND: Command = {
  name: COMMANDS.queue,
  help: QUEUE_HELP,
  async answer({ text, centre, access }) {
    const command = parseQueueCommand(unescapeCommandText(text));
    switch (command.kind) {
      case 'help':
        return helpMessage(QUEUE_HELP);
      case 'one':
        return namedQueueMessage(centre, await access(), command.wanted, command.view);
      case 'all': {
        const question = { kind: 'queues', page: 0 } as const;
        return (await floorAnswer(centre, await access(), question, 'ephemeral-in-channel')).message;
      }
    }
  },
};
