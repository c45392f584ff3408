import { deadButtonMessage } from '../../blocks/help.ts';
import { NOTICES } from '../../replies/help-replies.ts';
import type { ListenerDeps } from '../deps.ts';
import { type ActionArgs, addresseeOf, modalOf } from './action-args.ts';
import type { Askable } from './askable.ts';

/** "Open", "Look up" and menus: an answer of its own beside the message that they are in, or in a modal on App Home. */
export function openAnswer<Q>(
  { answering, modals }: Pick<ListenerDeps, 'answering' | 'modals'>,
  askable: Askable<Q>,
) {
  return async (args: ActionArgs): Promise<void> => {
    await args.ack();
    const { asker, ...to } = addresseeOf(args);
    const question = askable.read(args.action);
    const { body, client } = args;
    if (body.view === undefined) {
      const message =
        question === undefined
          ? deadButtonMessage(NOTICES.staleButton)
          : (await askable.answer(asker, question, 'ephemeral-in-channel')).message;
      return answering.toAsker({ asker, ...to }, message);
    }
    if (question === undefined) return;
    const waiting = askable.waiting(question);
    const viewId = modalOf(body) ?? (await modals.openWaiting(client, body.trigger_id, waiting));
    if (viewId === null) return;
    const { message } = await askable.answer(asker, question, 'modal');
    await modals.showAnswer(client, viewId, message);
  };
}
