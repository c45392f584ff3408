import type { AllMiddlewareArgs, GlobalShortcut, SlackShortcutMiddlewareArgs } from '@slack/bolt';
import { agentRefusal } from '../../../domain/access/access.ts';
import { refusedMessage } from '../../answers/refused.ts';
import type { ResponseTarget } from '../../answers/responder.ts';
import { sentencesMessage } from '../../block-kit/render.ts';
import { answerViews, lookUpForm } from '../../blocks/look-up-modal.ts';
import { requesterOf } from '../../questions/requester.ts';
import { notOpenedReply, typeInstead } from '../../replies/modal-replies.ts';
import type { ListenerDeps } from '../deps.ts';

/** The global shortcut "Look up an agent": asks for the id in a modal. */
export function lookUpAgent(deps: Pick<ListenerDeps, 'access' | 'centres' | 'modals' | 'responder'>) {
  return async ({
    ack,
    shortcut,
    client,
    context,
  }: SlackShortcutMiddlewareArgs<GlobalShortcut> & AllMiddlewareArgs): Promise<void> => {
    await ack();
    const requester = requesterOf(shortcut, context);
    const { id } = deps.centres.of(requester);
    await openLookUpForm(deps, id, { client, requester }, shortcut.trigger_id);
  };
}

/**
 * Opens the form that asks for an agent's id. A requester without access to agents gets a modal with the reason.
 *
 * @param centre the key of the centre
 */
export async function openLookUpForm(
  { access, modals, responder }: Pick<ListenerDeps, 'access' | 'modals' | 'responder'>,
  centre: string,
  { client, requester }: Pick<ResponseTarget, 'client' | 'requester'>,
  triggerId: string,
): Promise<void> {
  const refused = agentRefusal(await access.of(requester));
  const refusal = refused && refusedMessage(refused);
  const views = refusal === null ? [lookUpForm(centre)] : answerViews(refusal);
  const opened = await modals.open(client, triggerId, views);
  if (opened.kind === 'opened') return;
  const words = sentencesMessage(notOpenedReply(opened, typeInstead('/agent 1099')));
  await responder.toPerson({ client, requester }, refusal ?? words);
}
