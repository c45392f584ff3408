import { webApi } from '@slack/bolt';
import type { Logger } from '../../logger.ts';
import { createBoltLogger } from './bolt-logger.ts';
import { createClientOptions } from './client-options.ts';
import { slackError } from './slack-errors.ts';
import type { Fetch } from './slack-fetch.ts';

export interface TextFile {
  readonly name: string;
  readonly title: string;
  readonly text: string;
}

/** Sends a file to a person in the direct message with the bot. Never rejects. */
export interface FileSender {
  /** Resolves with false if Slack did not accept the file. */
  send(userId: string, file: TextFile): Promise<boolean>;
}

const UPLOAD_TIMEOUT_MS = 10_000;

/** Uses its own client, because an upload takes three calls that must not delay answers. */
export function createFileSender(options: {
  readonly botToken: string;
  readonly apiUrl: string;
  readonly fetch: Fetch;
  readonly logger: Logger;
}): FileSender {
  const { botToken, apiUrl, fetch, logger } = options;
  const client = new webApi.WebClient(botToken, {
    ...createClientOptions({ apiUrl, fetch, timeoutMs: UPLOAD_TIMEOUT_MS, retries: 0 }),
    logger: createBoltLogger(logger),
  });
  return {
    async send(userId, { name, title, text }) {
      try {
        const opened = await client.conversations.open({ users: userId });
        const channel = opened.channel?.id;
        if (channel === undefined) return false;
        await client.files.uploadV2({ channel_id: channel, filename: name, title, file: Buffer.from(text) });
        return true;
      } catch (error) {
        const { code, detail } = slackError(error);
        logger.warn({ code, detail, user: userId }, 'file not sent');
        return false;
      }
    },
  };
}
