import { sentencesMessage } from '../../block-kit/render.ts';
import { requesterOf } from '../../questions/requester.ts';
import { notOpenedReply, PRESS_AGAIN } from '../../replies/modal-replies.ts';
import type { ListenerDeps } from '../deps.ts';
import type { ActionArgs } from './action-args.ts';

/** "Change my queues" on App Home: opens the form. */
export function chooseFavourites({
  access,
  myQueues,
  modals,
  answering,
}: Pick<ListenerDeps, 'access' | 'myQueues' | 'modals' | 'answering'>) {
  return async ({ ack, body, client, context }: ActionArgs): Promise<void> => {
    await ack();
    const requester = requesterOf(body, context);
    const opened = await modals.open(client, body.trigger_id, [myQueues.loading()]);
    if (opened.kind === 'opened')
      return modals.show(client, opened.viewId, [await myQueues.form(await access.of(requester))]);
    await answering.toPerson({ client, requester }, sentencesMessage(notOpenedReply(opened, PRESS_AGAIN)));
  };
}
