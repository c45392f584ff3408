import { type RespondArguments, RespondError, type RespondFn, type webApi } from '@slack/bolt';
import type { Asker } from '../domain/asker.ts';
import { FloorwalkerError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Message } from './blocks/message.ts';
import { callSlack, slackError } from './slack-errors.ts';

/** Where an answer goes: the request's own `response_url`, and the person behind it. */
export interface Addressee {
  readonly respond: RespondFn;
  readonly client: webApi.WebClient;
  readonly asker: Asker;
}

/** Brings answers to people. Never throws: what cannot be brought is logged. */
export interface Answering {
  /** Only for the asker. `replace`: in place of the message whose button was pressed. */
  toAsker(addressee: Addressee, message: Message, how?: { replace: boolean }): Promise<void>;
  /** For everybody in the channel; false where Slack certainly did not take it: pressing again brings a new address. */
  toChannel(addressee: Addressee, message: Message): Promise<boolean>;
}

export function createAnswering(options: { logger: Logger }): Answering {
  const { logger } = options;

  async function respond(
    addressee: Addressee,
    message: RespondArguments,
  ): Promise<'taken' | 'refused' | 'unknown'> {
    try {
      await addressee.respond(message);
      return 'taken';
    } catch (error) {
      // Slack said no (used five times, older than half an hour, too many), or was not asked. Anything else may have
      // arrived.
      const isCertain = error instanceof RespondError || error instanceof FloorwalkerError;
      const status = error instanceof RespondError ? error.statusCode : slackError(error).code;
      logger.warn({ status, user: addressee.asker.userId }, 'response_url did not take an answer');
      return isCertain ? 'refused' : 'unknown';
    }
  }

  return {
    async toAsker(addressee, message, how = { replace: false }) {
      const outcome = await respond(addressee, {
        response_type: 'ephemeral',
        replace_original: how.replace,
        text: message.text,
        blocks: message.blocks,
      });
      const { channelId: channel, userId: user } = addressee.asker;
      if (outcome !== 'refused' || channel === null) return;
      try {
        await callSlack(() => addressee.client.chat.postEphemeral({ channel, user, ...message }));
      } catch (error) {
        const { code, message: reason } = slackError(error);
        logger.error({ code, user }, `An answer could not be delivered: ${reason}`);
      }
    },
    async toChannel(addressee, message) {
      const outcome = await respond(addressee, {
        response_type: 'in_channel',
        replace_original: false,
        text: message.text,
        blocks: message.blocks,
        unfurl_links: false,
        unfurl_media: false,
      });
      return outcome !== 'refused';
    },
  };
}
