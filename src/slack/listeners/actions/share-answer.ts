import { deadButtonMessage } from '../../blocks/help.ts';
import { sentencesMessage } from '../../blocks/message.ts';
import { NOTICES } from '../../replies/help-replies.ts';
import type { ListenerDeps } from '../deps.ts';
import { type ActionArgs, addresseeOf } from './action-args.ts';
import type { Askable } from './askable.ts';

/** Share: asks again, so that rights are looked at again, and posts the answer to the channel under the sharer's name. */
export function shareAnswer<Q>(
  { answering, shares }: Pick<ListenerDeps, 'answering' | 'shares'>,
  askable: Askable<Q>,
) {
  return async (args: ActionArgs): Promise<void> => {
    await args.ack();
    const addressee = addresseeOf(args);
    const question = askable.read(args.action);
    if (question === undefined) return answering.toAsker(addressee, deadButtonMessage(NOTICES.staleButton));
    if (!(await shares.isFirst(pressedButton(args)))) return;
    const { kind, message } = await askable.answer(addressee.asker, question, 'shared');
    if (kind === 'refused') return answering.toAsker(addressee, message);
    const shared = await answering.toChannel(addressee, message);
    if (shared === 'refused')
      await answering.toAsker(addressee, sentencesMessage([[NOTICES.notShared], [NOTICES.shareAgain]]));
    if (shared === 'unknown')
      await answering.toAsker(addressee, sentencesMessage([[NOTICES.perhapsShared], [NOTICES.lookFirst]]));
  };
}

/** The same button of the same message, pressed by the same person. */
function pressedButton({ body }: ActionArgs): string {
  const container: { message_ts?: unknown } = body.container;
  return JSON.stringify([body.user.id, body.channel?.id, container.message_ts ?? body.trigger_id]);
}
