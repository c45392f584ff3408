import type { AllMiddlewareArgs, SlackOptionsMiddlewareArgs } from '@slack/bolt';
import { requesterOf } from '../../questions/requester.ts';
import { typedText } from '../../questions/typed-text.ts';
import type { ListenerDeps } from '../deps.ts';

/** Suggests the queues that match the typed text. Slack waits three seconds, which is longer than a query takes. */
export function suggestQueuesFor({ myQueues, access }: Pick<ListenerDeps, 'myQueues' | 'access'>) {
  return async ({
    ack,
    body,
    context,
    payload,
  }: SlackOptionsMiddlewareArgs<'block_suggestion'> & AllMiddlewareArgs): Promise<void> => {
    const granted = await access.of(requesterOf(body, context));
    await ack({ options: await myQueues.suggest(granted, typedText(payload.value)) });
  };
}
