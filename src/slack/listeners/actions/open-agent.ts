import { readLookUp } from '../../action-value.ts';
import { deadButtonMessage } from '../../blocks/help.ts';
import { NOTICES } from '../../replies/help-replies.ts';
import type { ListenerDeps } from '../deps.ts';
import { type ActionArgs, addresseeOf, modalOf } from './action-args.ts';

/** "Open" and "Look up": an agent's card, beside the message that the button is in, or in a modal on App Home. */
export function openAgent({
  lookUps,
  answering,
  modals,
}: Pick<ListenerDeps, 'lookUps' | 'answering' | 'modals'>) {
  return async (args: ActionArgs): Promise<void> => {
    await args.ack();
    const addressee = addresseeOf(args);
    const lookUp = readLookUp(args.action);
    const { body, client } = args;
    if (body.view === undefined) {
      const message =
        lookUp === undefined
          ? deadButtonMessage(NOTICES.staleButton)
          : (await lookUps.card(addressee.asker, lookUp, 'ephemeral-in-channel')).message;
      return answering.toAsker(addressee, message);
    }
    if (lookUp === undefined) return;
    const viewId = modalOf(body) ?? (await modals.openWaiting(client, body.trigger_id, lookUp.agentId));
    if (viewId === null) return;
    const { message } = await lookUps.card(addressee.asker, lookUp, 'modal');
    await modals.showAnswer(client, viewId, message);
  };
}
