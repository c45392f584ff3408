import type { AllMiddlewareArgs, SlackOptionsMiddlewareArgs } from '@slack/bolt';
import { zoneOptions } from '../../blocks/subscription-modal.ts';
import { ANY_WORDS } from '../../questions/button-value.ts';
import { requesterOf } from '../../questions/requester.ts';
import { unescapeCommandText } from '../../questions/unescape-command-text.ts';
import type { ListenerDeps } from '../deps.ts';

type MenuArgs = SlackOptionsMiddlewareArgs<'block_suggestion'> & AllMiddlewareArgs;

/** Suggests the queues that match the typed text. Slack waits three seconds, which is longer than a query takes. */
export function queueMenu({ access, centres }: Pick<ListenerDeps, 'access' | 'centres'>) {
  return async ({ ack, body, context, payload }: MenuArgs): Promise<void> => {
    const form = centres.named(ANY_WORDS, body.view?.private_metadata ?? '');
    const granted = await access.of(requesterOf(body, context));
    await ack({
      options: (await form?.centre.myQueues.suggest(granted, unescapeCommandText(payload.value))) ?? [],
    });
  };
}

/** Suggests the time zones whose name contains the typed text. */
export function zoneMenu({ centres }: Pick<ListenerDeps, 'centres'>) {
  return async ({ ack, body, payload }: MenuArgs): Promise<void> => {
    const form = centres.named(ANY_WORDS, body.view?.private_metadata ?? '');
    const zones = form?.centre.subscriptionForms.zones(unescapeCommandText(payload.value)) ?? [];
    await ack({ options: zoneOptions(zones) });
  };
}
