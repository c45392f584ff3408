import { askerOf } from '../../asker.ts';
import { sentencesMessage } from '../../blocks/message.ts';
import { notOpenedReply, typeInstead } from '../../replies/modal-replies.ts';
import type { ListenerDeps } from '../deps.ts';
import type { ActionArgs } from './action-args.ts';

/** Refresh on App Home. */
export function refreshHome({ home }: Pick<ListenerDeps, 'home'>) {
  return async ({ ack, body, client, context }: ActionArgs): Promise<void> => {
    await ack();
    await home.publish(client, askerOf(body, context), body.view?.hash);
  };
}

/** "Look up an agent" on App Home: the form of the shortcut of that name. */
export function openLookUp({ modals, answering }: Pick<ListenerDeps, 'modals' | 'answering'>) {
  return async ({ ack, body, client, context }: ActionArgs): Promise<void> => {
    await ack();
    const opened = await modals.openForm(client, body.trigger_id);
    if (opened.kind === 'opened') return;
    const words = notOpenedReply(opened, typeInstead('/agent 1099'));
    await answering.toPerson({ client, asker: askerOf(body, context) }, sentencesMessage(words));
  };
}
