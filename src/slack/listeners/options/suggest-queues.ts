import type { AllMiddlewareArgs, SlackOptionsMiddlewareArgs } from '@slack/bolt';
import { askerOf } from '../../questions/asker.ts';
import { typedText } from '../../questions/typed-text.ts';
import type { ListenerDeps } from '../deps.ts';

/** The queues that match what is typed so far. Slack waits three seconds for them, which is longer than a question takes. */
export function suggestQueuesFor({ myQueues }: Pick<ListenerDeps, 'myQueues'>) {
  return async ({
    ack,
    body,
    context,
    payload,
  }: SlackOptionsMiddlewareArgs<'block_suggestion'> & AllMiddlewareArgs): Promise<void> => {
    await ack({ options: await myQueues.suggest(askerOf(body, context), typedText(payload.value)) });
  };
}
