import type { types, webApi } from '@slack/bolt';
import type { Logger } from '../logger.ts';
import { answerView, lookUpForm } from './blocks/look-up-modal.ts';
import type { Message } from './blocks/message.ts';
import { callSlack, slackError } from './slack-errors.ts';

/** Opens and rewrites modals. Never throws: a modal that was closed meanwhile is nobody's loss, and logged. */
export interface ModalWriter {
  openForm(client: webApi.WebClient, triggerId: string): Promise<void>;
  /** Opens what is shown meanwhile and returns the view to write to; `null` where Slack did not open it. */
  openWaiting(client: webApi.WebClient, triggerId: string, waiting: types.ModalView): Promise<string | null>;
  /** The same on top of the modal that is open, which is there again once this one is closed. */
  pushWaiting(client: webApi.WebClient, triggerId: string, waiting: types.ModalView): Promise<string | null>;
  show(client: webApi.WebClient, viewId: string, view: types.ModalView): Promise<void>;
  showAnswer(client: webApi.WebClient, viewId: string, message: Message): Promise<void>;
}

export function createModalWriter(options: { logger: Logger }): ModalWriter {
  const { logger } = options;

  async function attempt<T>(what: string, call: () => Promise<T>): Promise<T | null> {
    try {
      return await callSlack(call);
    } catch (error) {
      const { code, message } = slackError(error);
      logger.warn({ code }, `${what} failed: ${message}`);
      return null;
    }
  }
  const open = (client: webApi.WebClient, triggerId: string, view: types.ModalView) =>
    attempt('Opening a modal', () => client.views.open({ trigger_id: triggerId, view }));

  async function show(client: webApi.WebClient, viewId: string, view: types.ModalView): Promise<void> {
    await attempt('Writing to a modal', () => client.views.update({ view_id: viewId, view }));
  }

  return {
    async openForm(client, triggerId) {
      await open(client, triggerId, lookUpForm());
    },
    async openWaiting(client, triggerId, waiting) {
      const opened = await open(client, triggerId, waiting);
      return opened?.view?.id ?? null;
    },
    async pushWaiting(client, triggerId, waiting) {
      const pushed = await attempt('Opening a modal', () =>
        client.views.push({ trigger_id: triggerId, view: waiting }),
      );
      return pushed?.view?.id ?? null;
    },
    show,
    showAnswer: (client, viewId, message) => show(client, viewId, answerView(message)),
  };
}
