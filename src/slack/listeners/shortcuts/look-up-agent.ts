import type { AllMiddlewareArgs, GlobalShortcut, SlackShortcutMiddlewareArgs } from '@slack/bolt';
import { requesterOf } from '../../questions/requester.ts';
import type { ListenerDeps } from '../deps.ts';
import { openLookUpForm } from '../open-look-up-form.ts';

/** The global shortcut "Look up an agent": asks for the id in a modal. */
export function lookUpAgent(deps: Pick<ListenerDeps, 'access' | 'modals' | 'answering'>) {
  return async ({
    ack,
    shortcut,
    client,
    context,
  }: SlackShortcutMiddlewareArgs<GlobalShortcut> & AllMiddlewareArgs): Promise<void> => {
    await ack();
    await openLookUpForm(deps, { client, requester: requesterOf(shortcut, context) }, shortcut.trigger_id);
  };
}
