import { CENTRE_ALONE } from '../../questions/button-value.ts';
import type { ListenerDeps } from '../deps.ts';
import { openLookUpForm } from '../open-look-up-form.ts';
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
