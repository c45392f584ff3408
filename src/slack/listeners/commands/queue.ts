import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { parseQueueCommand } from '../../../domain/commands/queue-command.ts';
import { floorAnswer, namedQueueMessage } from '../../answers/floor-answer.ts';
import { queueHelpMessage } from '../../blocks/help.ts';
import { requesterOfCommand } from '../../questions/requester.ts';
import { typedText } from '../../questions/typed-text.ts';
import type { ListenerDeps } from '../deps.ts';

/** `/queue`, `/queue Sales|3 [agents]` and `/queue help`. */
export function queueCommand(deps: Pick<ListenerDeps, 'access' | 'queries' | 'moment' | 'answering'>) {
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
    const to = { respond, client, requester };
    const asked = parseQueueCommand(typedText(command.text));
    switch (asked.kind) {
      case 'help':
        return answering.toRequester(to, queueHelpMessage());
      case 'one':
        return answering.toRequester(
          to,
          await namedQueueMessage(deps, await access.of(requester), asked.wanted, asked.view),
        );
      case 'all': {
        const granted = await access.of(requester);
        const question = { kind: 'queues', page: 0 } as const;
        const { message } = await floorAnswer(deps, granted, question, 'ephemeral-in-channel');
        return answering.toRequester(to, message);
      }
    }
  };
}
