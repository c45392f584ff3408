import type { types, webApi } from '@slack/bolt';
import type { Logger } from '../logger.ts';
import { answerView, lookingUpView, lookUpForm } from './blocks/look-up-modal.ts';
import type { Message } from './blocks/message.ts';
import { callSlack, slackError } from './slack-errors.ts';

/** Opens and rewrites modals. Never throws: a modal that was closed meanwhile is nobody's loss, and logged. */
export interface ModalWriter {
  openForm(client: webApi.WebClient, triggerId: string): Promise<void>;
  /** Opens "looking up" and returns the view to write the answer to; `null` where Slack did not open it. */
  openWaiting(client: webApi.WebClient, triggerId: string, agentId: number): Promise<string | null>;
  /** Any view; a form's own builder makes it. */
  openView(client: webApi.WebClient, triggerId: string, view: types.ModalView): Promise<void>;
  showView(client: webApi.WebClient, viewId: string, view: types.ModalView): Promise<void>;
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

  return {
    async openForm(client, triggerId) {
      await open(client, triggerId, lookUpForm());
    },
    async openWaiting(client, triggerId, agentId) {
      const opened = await open(client, triggerId, lookingUpView(agentId));
      return opened?.view?.id ?? null;
    },
    async openView(client, triggerId, view) {
      await open(client, triggerId, view);
    },
    async showView(client, viewId, view) {
      await attempt('Writing to a modal', () => client.views.update({ view_id: viewId, view }));
    },
    async showAnswer(client, viewId, message) {
      await attempt('Writing to a modal', () =>
        client.views.update({ view_id: viewId, view: answerView(message) }),
      );
    },
  };
}
