import { askerOf } from '../../asker.ts';
import type { ListenerDeps } from '../deps.ts';
import type { ActionArgs } from './action-args.ts';

/** Refresh on App Home. */
export function refreshHome({ home }: Pick<ListenerDeps, 'home'>) {
  return async ({ ack, body, client }: ActionArgs): Promise<void> => {
    await ack();
    await home.publish(client, askerOf(body), body.view?.hash);
  };
}

/** "Look up an agent" on App Home: the form of the shortcut of that name. */
export function openLookUp({ modals }: Pick<ListenerDeps, 'modals'>) {
  return async ({ ack, body, client }: ActionArgs): Promise<void> => {
    await ack();
    await modals.openForm(client, body.trigger_id);
  };
}
