import type { AllMiddlewareArgs, BlockAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { ResponseTarget } from '../../answers/answering.ts';
import { requesterOf } from '../../questions/requester.ts';

export type ActionArgs = SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs;

/** The modal that a button stands in; `null` for one in a message or on App Home. */
export function modalOf(body: BlockAction): string | null {
  return body.view?.type === 'modal' ? body.view.id : null;
}

/** In modals and on App Home there is no `respond`, whatever Bolt's types say. */
export function targetOf({ body, client, context, respond }: ActionArgs): ResponseTarget {
  return { respond, client, requester: requesterOf(body, context) };
}
