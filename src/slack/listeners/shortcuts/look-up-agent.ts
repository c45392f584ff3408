import type { AllMiddlewareArgs, GlobalShortcut, SlackShortcutMiddlewareArgs } from '@slack/bolt';
import { askerOf } from '../../asker.ts';
import { sentencesMessage } from '../../blocks/message.ts';
import { notOpenedReply, typeInstead } from '../../replies/modal-replies.ts';
import type { ListenerDeps } from '../deps.ts';

/** The global shortcut "Look up an agent": asks for the id in a modal. */
export function lookUpAgent({ modals, answering }: Pick<ListenerDeps, 'modals' | 'answering'>) {
  return async ({
    ack,
    shortcut,
    client,
    context,
  }: SlackShortcutMiddlewareArgs<GlobalShortcut> & AllMiddlewareArgs): Promise<void> => {
    await ack();
    const opened = await modals.openForm(client, shortcut.trigger_id);
    if (opened.kind === 'opened') return;
    const words = notOpenedReply(opened, typeInstead('/agent 1099'));
    await answering.toPerson({ client, asker: askerOf(shortcut, context) }, sentencesMessage(words));
  };
}
