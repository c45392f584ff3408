import { staleButtonMessage } from '../../blocks/help.ts';
import { NOTICES } from '../../replies/help-replies.ts';
import type { ListenerDeps } from '../deps.ts';
import { type ActionArgs, modalOf, targetOf } from './action-args.ts';
import type { Askable } from './askable.ts';

/** Refresh and the pages of a list: the new answer replaces the message or modal of the button. */
export function refreshAnswer<Q>(
  { access, answering, modals }: Pick<ListenerDeps, 'access' | 'answering' | 'modals'>,
  askable: Askable<Q>,
) {
  return async (args: ActionArgs): Promise<void> => {
    await args.ack();
    const target = targetOf(args);
    const question = askable.read(args.action);
    const viewId = modalOf(args.body);
    const surface = viewId === null ? 'ephemeral-in-channel' : 'modal';
    const message =
      question === undefined
        ? staleButtonMessage(NOTICES.staleButton)
        : (await askable.answer(await access.of(target.requester), question, surface)).message;
    if (viewId === null) await answering.toRequester(target, message, { replace: true });
    else await modals.showAnswer(args.client, viewId, message);
  };
}
