import type { AllMiddlewareArgs, GlobalShortcut, SlackShortcutMiddlewareArgs } from '@slack/bolt';
import { requesterOf } from '../../questions/requester.ts';
import type { ListenerDeps } from '../deps.ts';
import { openLookUpForm } from '../open-look-up-form.ts';

/** The global shortcut "Look up an agent": asks for the id in a modal. */
export function lookUpAgent(deps: Pick<ListenerDeps, 'access' | 'centres' | 'modals' | 'responder'>) {
  return async ({
    ack,
    shortcut,
    client,
    context,
  }: SlackShortcutMiddlewareArgs<GlobalShortcut> & AllMiddlewareArgs): Promise<void> => {
    await ack();
    const requester = requesterOf(shortcut, context);
    const { id } = deps.centres.of(requester);
    await openLookUpForm(deps, id, { client, requester }, shortcut.trigger_id);
  };
}
