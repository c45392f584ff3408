import type { Opened } from '../../answers/modal-writer.ts';
import { sentencesMessage } from '../../block-kit/render.ts';
import { staleButtonMessage } from '../../blocks/help.ts';
import { NOTICES } from '../../replies/help-replies.ts';
import { notOpenedReply, typeInstead } from '../../replies/modal-replies.ts';
import type { ListenerDeps } from '../deps.ts';
import { type ActionArgs, modalOf, targetOf } from './action-args.ts';
import type { Askable } from './askable.ts';

/** "Open", "Look up" and menus: posts a new answer below the message, or opens a modal on App Home. */
export function openAnswer<Q>(
  { access, answering, modals }: Pick<ListenerDeps, 'access' | 'answering' | 'modals'>,
  askable: Askable<Q>,
) {
  return async (args: ActionArgs): Promise<void> => {
    await args.ack();
    const target = targetOf(args);
    const { requester, client } = target;
    const question = askable.read(args.action);
    const { body } = args;
    if (body.view === undefined) {
      const message =
        question === undefined
          ? staleButtonMessage(NOTICES.staleButton)
          : (await askable.answer(await access.of(requester), question, 'ephemeral-in-channel')).message;
      return answering.toRequester(target, message);
    }
    if (question === undefined) return answering.toPerson(target, staleButtonMessage(NOTICES.staleButton));
    const viewId = modalOf(body);
    const opened: Opened =
      viewId === null
        ? await modals.open(client, body.trigger_id, [askable.waiting(question)])
        : { kind: 'opened', viewId };
    if (opened.kind === 'not-opened') {
      const words = notOpenedReply(opened, typeInstead(askable.typed(question)));
      return answering.toPerson(target, sentencesMessage(words));
    }
    const { message } = await askable.answer(await access.of(requester), question, 'modal');
    await modals.showAnswer(client, opened.viewId, message);
  };
}
