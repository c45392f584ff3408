import type { AllMiddlewareArgs, GlobalShortcut, SlackShortcutMiddlewareArgs } from '@slack/bolt';
import type { ListenerDeps } from '../deps.ts';

/** The global shortcut "Look up an agent": asks for the id in a modal. */
export function lookUpAgent({ modals }: Pick<ListenerDeps, 'modals'>) {
  return async ({
    ack,
    shortcut,
    client,
  }: SlackShortcutMiddlewareArgs<GlobalShortcut> & AllMiddlewareArgs): Promise<void> => {
    await ack();
    await modals.openForm(client, shortcut.trigger_id);
  };
}
