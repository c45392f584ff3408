import { staleButtonMessage } from '../../blocks/help.ts';
import { ACTIONS } from '../../questions/identifiers.ts';
import { NOTICES } from '../../replies/help-replies.ts';
import type { ListenerDeps } from '../deps.ts';
import { type ActionArgs, targetOf } from './action-args.ts';

/** Every action that no other listener takes: Bolt runs all that match, so this must not match theirs. */
export const UNKNOWN_ACTION = new RegExp(`^(?!(?:${Object.values(ACTIONS).join('|')})$)`);

/** Buttons of older versions stay in channels for years; without an answer Slack shows a warning sign. */
export function unknownButton({ answering }: Pick<ListenerDeps, 'answering'>) {
  return async (args: ActionArgs): Promise<void> => {
    await args.ack();
    const message = staleButtonMessage(NOTICES.unknownButton);
    if (args.body.view === undefined) await answering.toRequester(targetOf(args), message);
    else await answering.toPerson(targetOf(args), message);
  };
}
