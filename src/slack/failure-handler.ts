import { randomUUID } from 'node:crypto';
import type { Logger } from '../logger.ts';
import { sentencesMessage } from './blocks/message.ts';
import { failureReply } from './replies/fact-replies.ts';
import type { Fetch } from './slack-fetch.ts';

/**
 * Where a listener throws after all. The person is told, with a reference that stands in the log too; the process
 * goes on, since one request's failure says nothing about the next.
 */
export function createFailureHandler(options: { logger: Logger; fetch: Fetch }) {
  const { logger, fetch } = options;
  return async ({ error, body }: { error: Error; body: object }): Promise<void> => {
    const reference = randomUUID().slice(0, 8);
    logger.error({ reference, error: error.name, at: firstLineOfOurs(error) }, 'A listener failed');
    const url: unknown = 'response_url' in body ? body.response_url : undefined;
    if (typeof url !== 'string') return;
    const message = {
      response_type: 'ephemeral',
      replace_original: false,
      ...sentencesMessage(failureReply(reference)),
    };
    const headers = { 'content-type': 'application/json' };
    await fetch(url, { method: 'POST', headers, body: JSON.stringify(message) }).catch(() => {
      logger.warn({ reference }, 'The person could not be told');
    });
  };
}

/** File and line, never the message: it may quote what somebody typed. */
function firstLineOfOurs(error: Error): string {
  return /src\/[\w/.-]+:\d+/.exec(error.stack ?? '')?.[0] ?? 'unknown';
}
