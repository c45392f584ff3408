import type { AllMiddlewareArgs, BlockAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { ResponseTarget } from '../../answers/answering.ts';
import { requesterOf } from '../../questions/requester.ts';

export type ActionArgs = SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs;

/** Id of the modal that contains the button; `null` for a button in a message or on App Home. */
export function modalOf(body: BlockAction): string | null {
  return body.view?.type === 'modal' ? body.view.id : null;
}

/**
 * The target of the answer. In modals and on App Home `respond` is missing at run time, although Bolt's types declare
 * it.
 */
export function targetOf({ body, client, context, respond }: ActionArgs): ResponseTarget {
  return { respond, client, requester: requesterOf(body, context) };
}
