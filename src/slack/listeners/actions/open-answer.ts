import type { Opened } from '../../answers/modal-writer.ts';
import { sentencesMessage } from '../../block-kit/render.ts';
import { notOpenedReply, typeInstead } from '../../replies/modal-replies.ts';
import type { ListenerDeps } from '../deps.ts';
import type { Askable } from './askable.ts';
import { modalOf, onPress } from './press.ts';

type Deps = Pick<ListenerDeps, 'access' | 'centres' | 'answering' | 'modals'>;

/** "Open", "Look up" and menus: posts a new answer below the message, or opens a modal on App Home. */
export function openAnswer<Q>(deps: Deps, askable: Askable<Q>) {
  const { access, answering, modals } = deps;
  return onPress(deps, askable.schema, async ({ centre, value: question, target, body }) => {
    const { requester, client } = target;
    if (body.view === undefined) {
      const granted = await access.of(requester);
      const { message } = await askable.answer(centre, granted, question, 'ephemeral-in-channel');
      return answering.toRequester(target, message);
    }
    const viewId = modalOf(body);
    const opened: Opened =
      viewId === null
        ? await modals.open(client, body.trigger_id, [askable.waiting(question)])
        : { kind: 'opened', viewId };
    if (opened.kind === 'not-opened') {
      const words = notOpenedReply(opened, typeInstead(askable.typed(question)));
      return answering.toPerson(target, sentencesMessage(words));
    }
    const { message } = await askable.answer(centre, await access.of(requester), question, 'modal');
    await modals.showAnswer(client, opened.viewId, message);
  });
}
