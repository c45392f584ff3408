import type { Opened } from '../../answers/modal-writer.ts';
import { sentencesMessage } from '../../block-kit/render.ts';
import { notOpenedReply, typeInstead } from '../../replies/modal-replies.ts';
import type { ListenerDeps } from '../deps.ts';
import { modalOf, onPress } from './press.ts';
import type { QueryKind } from './query-kind.ts';

type Deps = Pick<ListenerDeps, 'access' | 'centres' | 'responder' | 'modals'>;

/** "Open", "Look up" and menus: posts a new answer below the message, or opens a modal on App Home. */
export function openAnswer<Q>(deps: Deps, queryKind: QueryKind<Q>) {
  const { access, responder, modals } = deps;
  return onPress(deps, queryKind.schema, async ({ centre, value: question, target, body }) => {
    const { requester, client } = target;
    if (body.view === undefined) {
      const granted = await access.of(requester);
      const { message } = await queryKind.answer(centre, granted, question, 'ephemeral-in-channel');
      return responder.toRequester(target, message);
    }
    const viewId = modalOf(body);
    const opened: Opened =
      viewId === null
        ? await modals.open(client, body.trigger_id, [queryKind.waiting(question)])
        : { kind: 'opened', viewId };
    if (opened.kind === 'not-opened') {
      const words = notOpenedReply(opened, typeInstead(queryKind.typed(question)));
      return responder.toPerson(target, sentencesMessage(words));
    }
    const { message } = await queryKind.answer(centre, await access.of(requester), question, 'modal');
    await modals.showAnswer(client, opened.viewId, message);
  });
}
