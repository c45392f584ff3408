import { agentRefusal } from '../../domain/access/access.ts';
import { refusedMessage } from '../answers/refused.ts';
import type { ResponseTarget } from '../answers/responder.ts';
import { sentencesMessage } from '../block-kit/render.ts';
import { answerViews, lookUpForm } from '../blocks/look-up-modal.ts';
import { notOpenedReply, typeInstead } from '../replies/modal-replies.ts';
import type { ListenerDeps } from './deps.ts';

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
