import type { webApi } from '@slack/bolt';
import type { Fetch } from './slack-fetch.ts';

/**
 * Options for one WebClient, App or receiver: a fresh object each time, because Bolt and its socket client write into
 * the one that they are given (a shared one would get 100 retries). Never `headers`: the client adds a token to that
 * object, and the next client would send it.
 *
 * @param options.timeoutMs for one attempt; the client's own default is none
 * @param options.retries after network errors and HTTP failures; the default would go on for half an hour
 */
export function createClientOptions(options: {
  apiUrl: string;
  fetch: Fetch;
  timeoutMs?: number;
  retries?: number;
}): webApi.WebClientOptions {
  const { apiUrl, fetch, timeoutMs = 10_000, retries = 2 } = options;
  return {
    slackApiUrl: apiUrl,
    fetch,
    timeout: timeoutMs,
    retryConfig: { retries, minTimeout: 300, maxTimeout: 3000 },
    // Otherwise a 429 pauses all calls of the client, including answers to people.
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
  };
}
