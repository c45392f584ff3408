import type { types, webApi } from '@slack/bolt';
import type { Logger } from '../../logger.ts';
import type { Message } from '../block-kit/message.ts';
import { answerViews } from '../blocks/look-up-modal.ts';
import { isCertainRefusal, isRefusalOfContent } from '../web-api/post-outcome.ts';
import { callSlack, refusalCode, slackError } from '../web-api/slack-errors.ts';

/** `isCertain`: true if Slack refused the modal; if false, the modal may be open. */
export type Opened =
  | { readonly kind: 'opened'; readonly viewId: string }
  | { readonly kind: 'not-opened'; readonly isCertain: boolean };

/**
 * Opens and updates modals. Never rejects, because the person may close a modal at any time. If Slack refuses the
 * content of a view, the next one of `views` is tried, the simplest last.
 */
export interface ModalWriter {
  /** Opens a modal. A trigger is valid for three seconds and for one modal. */
  open(client: webApi.WebClient, triggerId: string, views: readonly types.ModalView[]): Promise<Opened>;
  push(client: webApi.WebClient, triggerId: string, views: readonly types.ModalView[]): Promise<Opened>;
  show(client: webApi.WebClient, viewId: string, views: readonly types.ModalView[]): Promise<void>;
  showAnswer(client: webApi.WebClient, viewId: string, message: Message): Promise<void>;
}

type Attempted<T> =
  | { readonly kind: 'taken'; readonly answer: T }
  | { readonly kind: 'refused'; readonly error: unknown };

export function createModalWriter(options: { logger: Logger }): ModalWriter {
  const { logger } = options;

  /** Tries the views in order. Returns the result of the first view that Slack accepts, otherwise the last error. */
  async function attempt<T>(
    what: string,
    views: readonly types.ModalView[],
    call: (view: types.ModalView) => Promise<T>,
  ): Promise<Attempted<T>> {
    let error: unknown;
    for (const view of views) {
      try {
        return { kind: 'taken', answer: await callSlack(() => call(view)) };
      } catch (caught) {
        error = caught;
        const { code, message } = slackError(error);
        logger.warn({ code, call: what, reason: message }, 'modal not accepted');
        if (!isRefusalOfContent(refusalCode(error) ?? '')) break;
      }
    }
    return { kind: 'refused', error };
  }

  async function opened(
    views: readonly types.ModalView[],
    call: (view: types.ModalView) => Promise<webApi.ViewsOpenResponse | webApi.ViewsPushResponse>,
  ): Promise<Opened> {
    const outcome = await attempt('Opening a modal', views, call);
    if (outcome.kind === 'refused')
      return { kind: 'not-opened', isCertain: isCertainRefusal(refusalCode(outcome.error) ?? '') };
    const viewId = outcome.answer.view?.id;
    return viewId === undefined ? { kind: 'not-opened', isCertain: false } : { kind: 'opened', viewId };
  }

  const open: ModalWriter['open'] = (client, triggerId, views) =>
    opened(views, (view) => client.views.open({ trigger_id: triggerId, view }));

  const show: ModalWriter['show'] = async (client, viewId, views) => {
    await attempt('Writing to a modal', views, (view) => client.views.update({ view_id: viewId, view }));
  };

  return {
    open,
    push: (client, triggerId, views) =>
      opened(views, (view) => client.views.push({ trigger_id: triggerId, view })),
    show,
    showAnswer: (client, viewId, message) => show(client, viewId, answerViews(message)),
  };
}
