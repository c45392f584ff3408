import { FloorwalkerError } from '../../errors.ts';

export type Fetch = typeof globalThis.fetch;

/** Origins of `response_url`s and of uploads (`files.getUploadURLExternal`). */
const SLACK_ORIGINS = ['https://hooks.slack.com', 'https://files.slack.com'];

/** Limit of a reply; a page of 200 messages with charts and tables has about 3 MB. */
const REPLY_MAX_BYTES = 16 * 1024 * 1024;

/**
 * Creates the fetch function of all requests to Slack, Web API calls and `response_url`s (Bolt uses one fetch for
 * both). Bolt's `respond()` has no time-out and posts to any address in the payload; this function has a time-out and
 * calls only Slack's own addresses. Replies are limited to {@link REPLY_MAX_BYTES}.
 *
 * @param options.timeoutMs timeout of one call, including its reply
 * @throws {FloorwalkerError} slack-rejected for an address that is not Slack's
 */
export function createSlackFetch(options: { fetch: Fetch; apiUrl: string; timeoutMs: number }): Fetch {
  const { apiUrl, timeoutMs } = options;
  const origins = slackOrigins(apiUrl);
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (!url.href.startsWith(apiUrl) && !origins.has(url.origin)) {
      throw new FloorwalkerError('slack-rejected', {
        detail: 'an address that is not Slack’s was not called',
      });
    }
    const limit = AbortSignal.timeout(timeoutMs);
    const signal = init.signal ? AbortSignal.any([init.signal, limit]) : limit;
    return bounded(await options.fetch(input, { ...init, redirect: 'error', signal }));
  };
}

/** Makes reading the reply fail above the limit and closes its connection. */
function bounded(response: Response): Response {
  if (response.body === null) return response;
  let held = 0;
  const limited = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        held += chunk.byteLength;
        if (held <= REPLY_MAX_BYTES) controller.enqueue(chunk);
        else
          controller.error(new FloorwalkerError('slack-unreachable', { detail: 'its answer is too large' }));
      },
    }),
  );
  const { status, statusText, headers } = response;
  return new Response(limited, { status, statusText, headers });
}

/** An emulator serves its API, `response_url`s and files from one origin, unlike Slack. */
function slackOrigins(apiUrl: string): Set<string> {
  const { origin, hostname } = new URL(apiUrl);
  return new Set(hostname === 'slack.com' ? SLACK_ORIGINS : [...SLACK_ORIGINS, origin]);
}
