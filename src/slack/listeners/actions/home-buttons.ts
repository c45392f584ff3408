import { sentencesMessage } from '../../block-kit/render.ts';
import { CENTRE_ALONE } from '../../questions/button-value.ts';
import { notOpenedReply, PRESS_AGAIN } from '../../replies/modal-replies.ts';
import type { ListenerDeps } from '../deps.ts';
import { openLookUpForm } from '../shortcuts/look-up-agent.ts';
import { onPress } from './press.ts';

type Deps = Pick<ListenerDeps, 'access' | 'centres' | 'modals' | 'responder'>;

export function refreshHome(deps: Deps) {
  return onPress(deps, CENTRE_ALONE, async ({ centre, target: { client, requester }, body }) =>
    centre.home.publish(client, await deps.access.of(requester), body.view?.hash),
  );
}

/** "Look up an agent" on App Home: opens the same form as the shortcut. */
export function openLookUp(deps: Deps) {
  return onPress(deps, CENTRE_ALONE, ({ centre, target, body }) =>
    openLookUpForm(deps, centre.id, target, body.trigger_id),
  );
}

/** "Change my queues" on App Home: opens the form. */
export function chooseFavourites(deps: Deps) {
  const { access, modals, responder } = deps;
  return onPress(deps, CENTRE_ALONE, async ({ centre: { myQueues }, target, body }) => {
    const { client, requester } = target;
    const opened = await modals.open(client, body.trigger_id, [myQueues.loading()]);
    if (opened.kind === 'opened')
      return modals.show(client, opened.viewId, [await myQueues.form(await access.of(requester))]);
    await responder.toPerson(target, sentencesMessage(notOpenedReply(opened, PRESS_AGAIN)));
  });
}
