import { askerOf } from '../../asker.ts';
import type { ListenerDeps } from '../deps.ts';
import type { ActionArgs } from './action-args.ts';

/** "Change my queues" on App Home: the form in which they are chosen. */
export function chooseFavourites({ myQueues, modals }: Pick<ListenerDeps, 'myQueues' | 'modals'>) {
  return async ({ ack, body, client }: ActionArgs): Promise<void> => {
    await ack();
    const viewId = await modals.openWaiting(client, body.trigger_id, myQueues.loading());
    if (viewId === null) return;
    await modals.show(client, viewId, await myQueues.form(askerOf(body)));
  };
}
