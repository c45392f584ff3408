import { staleButtonMessage } from '../../blocks/help.ts';
import { NOTICES } from '../../replies/help-replies.ts';
import type { ListenerDeps } from '../deps.ts';
import { type ActionArgs, targetOf } from './press.ts';

/** Answers buttons of older versions, because Slack shows a warning sign without an answer. */
export function unknownButton({ responder }: Pick<ListenerDeps, 'responder'>) {
  return async (args: ActionArgs): Promise<void> => {
    await args.ack();
    const message = staleButtonMessage(NOTICES.unknownButton);
    if (args.body.view === undefined) await responder.toRequester(targetOf(args), message);
    else await responder.toPerson(targetOf(args), message);
  };
}
