import type { AllMiddlewareArgs, BlockAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { ResponseTarget } from '../../answers/responder.ts';
import type { SlackCentre } from '../../answers/slack-centre.ts';
import { staleButtonMessage } from '../../blocks/help.ts';
import { type ButtonValue, valueOf } from '../../questions/button-value.ts';
import { requesterOf } from '../../questions/requester.ts';
import { NOTICES } from '../../replies/help-replies.ts';
import type { ListenerDeps } from '../deps.ts';

export type ActionArgs = SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs;

/** A press of a button, or a choice in a menu. */
export interface Press<T> {
  readonly centre: SlackCentre;
  readonly value: T;
  readonly target: ResponseTarget;
  readonly body: BlockAction;
}

/**
 * Acknowledges a press and reads the button's value. A value that cannot be read, or that names a centre that is not
 * configured, is answered here. `replace`: that answer replaces the message of the button.
 */
export function onPress<T>(
  { centres, responder, modals }: Pick<ListenerDeps, 'centres' | 'responder' | 'modals'>,
  schema: ButtonValue<T>,
  handle: (press: Press<T>) => Promise<void>,
  how = { replace: false },
) {
  return async (args: ActionArgs): Promise<void> => {
    await args.ack();
    const { action, body } = args;
    const target = targetOf(args);
    const named = centres.named(schema, valueOf(action));
    if (named !== undefined) return handle({ ...named, target, body });
    const message = staleButtonMessage(NOTICES.staleButton);
    const viewId = modalOf(body);
    if (viewId !== null) await modals.showAnswer(args.client, viewId, message);
    else if (body.view !== undefined) await responder.toPerson(target, message);
    else await responder.toRequester(target, message, how);
  };
}

/** Returns the id of the modal of a button; `null` for a button in a message or on App Home. */
export function modalOf(body: BlockAction): string | null {
  return body.view?.type === 'modal' ? body.view.id : null;
}

/** In modals and on App Home `respond` is undefined, contrary to Bolt's types. */
export function targetOf({ body, client, context, respond }: ActionArgs): ResponseTarget {
  return { respond, client, requester: requesterOf(body, context) };
}
