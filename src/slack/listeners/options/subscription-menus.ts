import type { AllMiddlewareArgs, BlockSuggestion, SlackOptionsMiddlewareArgs } from '@slack/bolt';
import { queueOptions } from '../../blocks/queue-words.ts';
import { zoneOptions } from '../../blocks/subscription-modal.ts';
import { askerOf } from '../../questions/asker.ts';
import { typedText } from '../../questions/typed-text.ts';
import type { ListenerDeps } from '../deps.ts';

type MenuArgs = SlackOptionsMiddlewareArgs<'block_suggestion'> & AllMiddlewareArgs;

/** Queues by name or number, as they are typed. */
export function queueMenu({ subscriptionForms }: Pick<ListenerDeps, 'subscriptionForms'>) {
  return async ({ ack, body, context, options }: MenuArgs): Promise<void> => {
    const asker = askerOf(withPerson(body), context);
    const queues = await subscriptionForms.queues(asker, typedText(options.value));
    await ack({ options: queueOptions(queues) });
  };
}

/** Time zones by any part of their names. */
export function zoneMenu({ subscriptionForms }: Pick<ListenerDeps, 'subscriptionForms'>) {
  return async ({ ack, options }: MenuArgs): Promise<void> => {
    await ack({ options: zoneOptions(subscriptionForms.zones(typedText(options.value))) });
  };
}

function withPerson({ user, team, enterprise, view }: BlockSuggestion): Parameters<typeof askerOf>[0] {
  return { user, team, ...(enterprise && { enterprise }), ...(view && { view }) };
}
