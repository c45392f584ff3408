import { requesterOf } from '../../questions/requester.ts';
import type { ListenerDeps } from '../deps.ts';
import { openLookUpForm } from '../open-look-up-form.ts';
import type { ActionArgs } from './action-args.ts';

export function refreshHome({ home, access }: Pick<ListenerDeps, 'home' | 'access'>) {
  return async ({ ack, body, client, context }: ActionArgs): Promise<void> => {
    await ack();
    await home.publish(client, await access.of(requesterOf(body, context)), body.view?.hash);
  };
}

/** "Look up an agent" on App Home: opens the same form as the shortcut. */
export function openLookUp(deps: Pick<ListenerDeps, 'access' | 'modals' | 'answering'>) {
  return async ({ ack, body, client, context }: ActionArgs): Promise<void> => {
    await ack();
    await openLookUpForm(deps, { client, requester: requesterOf(body, context) }, body.trigger_id);
  };
}
