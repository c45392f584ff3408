import type { AllMiddlewareArgs, BlockSuggestion, SlackOptionsMiddlewareArgs } from '@slack/bolt';
import { suggestQueues } from '../../../domain/commands/queue-command.ts';
import { queueOptions } from '../../blocks/queue-words.ts';
import { zoneOptions } from '../../blocks/subscription-modal.ts';
import { requesterOf } from '../../questions/requester.ts';
import { typedText } from '../../questions/typed-text.ts';
import type { ListenerDeps } from '../deps.ts';

type MenuArgs = SlackOptionsMiddlewareArgs<'block_suggestion'> & AllMiddlewareArgs;

/** The menu of queues, filtered by name or number. */
export function queueMenu({ access, queries }: Pick<ListenerDeps, 'access' | 'queries'>) {
  return async ({ ack, body, context, options }: MenuArgs): Promise<void> => {
    const granted = await access.of(requesterOf(withPerson(body), context));
    const queues = granted.kind === 'refused' ? null : await queries.queues(granted);
    const known = queues?.kind === 'known' ? queues.value : [];
    await ack({ options: queueOptions(suggestQueues(typedText(options.value), known)) });
  };
}

/** The menu of time zones, filtered by any part of their names. */
export function zoneMenu({ subscriptionForms }: Pick<ListenerDeps, 'subscriptionForms'>) {
  return async ({ ack, options }: MenuArgs): Promise<void> => {
    await ack({ options: zoneOptions(subscriptionForms.zones(typedText(options.value))) });
  };
}

function withPerson({ user, team, enterprise, view }: BlockSuggestion): Parameters<typeof requesterOf>[0] {
  return { user, team, ...(enterprise && { enterprise }), ...(view && { view }) };
}
