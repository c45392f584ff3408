import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { staleButtonMessage } from '../../blocks/help.ts';
import { answerView } from '../../blocks/look-up-modal.ts';
import { NOTICES } from '../../replies/help-replies.ts';

export type FormArgs = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** Acknowledges a form whose centre is not configured. */
export function staleForm() {
  const view = answerView(staleButtonMessage(NOTICES.staleButton));
  return { response_action: 'update', view } as const;
}
