import { readLookUp } from '../../action-value.ts';
import { deadButtonMessage } from '../../blocks/help.ts';
import { NOTICES } from '../../replies/help-replies.ts';
import type { ListenerDeps } from '../deps.ts';
import { type ActionArgs, addresseeOf, modalOf } from './action-args.ts';

/** Refresh: the same question again, its answer in place of the old one. */
export function refreshAgent({
  lookUps,
  answering,
  modals,
}: Pick<ListenerDeps, 'lookUps' | 'answering' | 'modals'>) {
  return async (args: ActionArgs): Promise<void> => {
    await args.ack();
    const addressee = addresseeOf(args);
    const lookUp = readLookUp(args.action);
    const viewId = modalOf(args.body);
    const place = viewId === null ? 'ephemeral-in-channel' : 'modal';
    const message =
      lookUp === undefined
        ? deadButtonMessage(NOTICES.staleButton)
        : (await lookUps.card(addressee.asker, lookUp, place)).message;
    if (viewId === null) await answering.toAsker(addressee, message, { replace: true });
    else await modals.showAnswer(args.client, viewId, message);
  };
}
