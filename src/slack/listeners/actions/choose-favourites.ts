import { sentencesMessage } from '../../block-kit/render.ts';
import { askerOf } from '../../questions/asker.ts';
import { notOpenedReply, PRESS_AGAIN } from '../../replies/modal-replies.ts';
import type { ListenerDeps } from '../deps.ts';
import type { ActionArgs } from './action-args.ts';

/** "Change my queues" on App Home: the form in which they are chosen. */
export function chooseFavourites({
  myQueues,
  modals,
  answering,
}: Pick<ListenerDeps, 'myQueues' | 'modals' | 'answering'>) {
  return async ({ ack, body, client, context }: ActionArgs): Promise<void> => {
    await ack();
    const asker = askerOf(body, context);
    const opened = await modals.open(client, body.trigger_id, [myQueues.loading()]);
    if (opened.kind === 'opened') return modals.show(client, opened.viewId, [await myQueues.form(asker)]);
    await answering.toPerson({ client, asker }, sentencesMessage(notOpenedReply(opened, PRESS_AGAIN)));
  };
}
