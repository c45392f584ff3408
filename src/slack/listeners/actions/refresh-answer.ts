import type { ListenerDeps } from '../deps.ts';
import type { Askable } from './askable.ts';
import { modalOf, onPress } from './press.ts';

type Deps = Pick<ListenerDeps, 'access' | 'centres' | 'answering' | 'modals'>;

/** Refresh and the pages of a list: the new answer replaces the message or modal of the button. */
export function refreshAnswer<Q>(deps: Deps, askable: Askable<Q>) {
  const { access, answering, modals } = deps;
  return onPress(
    deps,
    askable.schema,
    async ({ centre, value: question, target, body }) => {
      const viewId = modalOf(body);
      const surface = viewId === null ? 'ephemeral-in-channel' : 'modal';
      const granted = await access.of(target.requester);
      const { message } = await askable.answer(centre, granted, question, surface);
      if (viewId === null) await answering.toRequester(target, message, { replace: true });
      else await modals.showAnswer(target.client, viewId, message);
    },
    { replace: true },
  );
}
