import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { parseQueueCommand } from '../../../domain/commands/queue-command.ts';
import { queueHelpMessage } from '../../blocks/help.ts';
import { askerOfCommand } from '../../questions/asker.ts';
import { typedText } from '../../questions/typed-text.ts';
import type { ListenerDeps } from '../deps.ts';

/** `/queue`, `/queue Sales|3 [agents]` and `/queue help`. */
export function queueCommand({ floor, answering }: Pick<ListenerDeps, 'floor' | 'answering'>) {
  return async ({
    ack,
    command,
    client,
    context,
    respond,
  }: SlackCommandMiddlewareArgs & AllMiddlewareArgs): Promise<void> => {
    await ack();
    const asker = askerOfCommand(command, context);
    const to = { respond, client, asker };
    const asked = parseQueueCommand(typedText(command.text));
    switch (asked.kind) {
      case 'help':
        return answering.toAsker(to, queueHelpMessage());
      case 'one':
        return answering.toAsker(to, await floor.named(asker, asked.wanted, asked.view));
      case 'all': {
        const { message } = await floor.answer(asker, { kind: 'queues', page: 0 }, 'ephemeral-in-channel');
        return answering.toAsker(to, message);
      }
    }
  };
}
