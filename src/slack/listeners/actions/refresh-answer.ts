import type { ListenerDeps } from '../deps.ts';
import { modalOf, onPress } from './press.ts';
import type { QueryKind } from './query-kind.ts';

type Deps = Pick<ListenerDeps, 'access' | 'centres' | 'responder' | 'modals'>;

/** Refresh and the pages of a list: the new answer replaces the message or modal of the button. */
export function refreshAnswer<Q>(deps: Deps, queryKind: QueryKind<Q>) {
  const { access, responder, modals } = deps;
  return onPress(
    deps,
    queryKind.schema,
    async ({ centre, value: question, target, body }) => {
      const viewId = modalOf(body);
      const surface = viewId === null ? 'ephemeral-in-channel' : 'modal';
      const granted = await access.of(target.requester);
      const { message } = await queryKind.answer(centre, granted, question, surface);
      if (viewId === null) await responder.toRequester(target, message, { replace: true });
      else await modals.showAnswer(target.client, viewId, message);
    },
    { replace: true },
  );
}
