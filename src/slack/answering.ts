import { type RespondArguments, RespondError, type RespondFn, type webApi } from '@slack/bolt';
import type { Clock } from '../clock.ts';
import type { Asker } from '../domain/asker.ts';
import { FloorwalkerError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Message } from './blocks/message.ts';
import { createPlainerBlocks, isRefusalOfContent } from './plainer-blocks.ts';
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

type Outcome = 'taken' | 'content-refused' | 'refused' | 'unknown';

export function createAnswering(options: { clock: Clock; logger: Logger }): Answering {
  const { clock, logger } = options;
  const plainer = createPlainerBlocks({ clock, logger });

  async function respond(addressee: Addressee, message: RespondArguments): Promise<Outcome> {
    try {
      const reply = await addressee.respond(message);
      return (await isRefusalOfContent(reply)) ? 'content-refused' : 'taken';
    } catch (error) {
      // Slack said no (used five times, older than half an hour, too many), or was not asked. Anything else may have
      // arrived.
      const isCertain = error instanceof RespondError || error instanceof FloorwalkerError;
      const status = error instanceof RespondError ? error.statusCode : slackError(error).code;
      logger.warn({ status, user: addressee.asker.userId }, 'response_url did not take an answer');
      if (status === 400) return 'content-refused';
      return isCertain ? 'refused' : 'unknown';
    }
  }

  async function postEphemeral({ client, asker }: Addressee, message: Message): Promise<void> {
    const { channelId: channel, userId: user } = asker;
    if (channel === null) return;
    await plainer.send(message, async (blocks): Promise<Outcome> => {
      try {
        await callSlack(() => client.chat.postEphemeral({ channel, user, text: message.text, blocks }));
        return 'taken';
      } catch (error) {
        const { code, detail, message: reason } = slackError(error);
        logger.error({ code, user }, `An answer could not be delivered: ${reason}`);
        return detail === 'invalid_blocks' ? 'content-refused' : 'refused';
      }
    });
  }

  return {
    async toAsker(addressee, message, how = { replace: false }) {
      const outcome = await plainer.send(message, (blocks) =>
        respond(addressee, {
          response_type: 'ephemeral',
          replace_original: how.replace,
          text: message.text,
          blocks,
        }),
      );
      if (outcome === 'refused' || outcome === 'content-refused') await postEphemeral(addressee, message);
    },
    async toChannel(addressee, message) {
      const outcome = await plainer.send(message, (blocks) =>
        respond(addressee, {
          response_type: 'in_channel',
          replace_original: false,
          text: message.text,
          blocks,
          unfurl_links: false,
          unfurl_media: false,
        }),
      );
      return outcome !== 'refused' && outcome !== 'content-refused';
    },
  };
}
