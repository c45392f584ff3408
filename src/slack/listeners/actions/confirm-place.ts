import { staleButtonMessage } from '../../blocks/help.ts';
import { subscriptionAnswers } from '../../blocks/subscription-modal.ts';
import { readPlace } from '../../questions/place-value.ts';
import { NOTICES } from '../../replies/help-replies.ts';
import type { ListenerDeps } from '../deps.ts';
import { type ActionArgs, addresseeOf, modalOf } from './action-args.ts';

/** "Post there all the same": sets up or changes what was asked for; rights and readers are looked at again. */
export function confirmPlace({
  summaries,
  answering,
  modals,
}: Pick<ListenerDeps, 'summaries' | 'answering' | 'modals'>) {
  return async (args: ActionArgs): Promise<void> => {
    await args.ack();
    const addressee = addresseeOf(args);
    const place = readPlace(args.action);
    const viewId = modalOf(args.body);
    const message =
      place === undefined
        ? staleButtonMessage(NOTICES.staleButton)
        : (await summaries.confirm(addressee.asker, place)).message;
    if (viewId === null) return answering.toAsker(addressee, message, { replace: true });
    await modals.show(args.client, viewId, subscriptionAnswers(place?.number ?? null, message));
  };
}
