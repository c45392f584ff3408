import { FloorwalkerError } from '../../errors.ts';

export type Fetch = typeof globalThis.fetch;

/** Where `response_url`s lead, and where the bytes of a file go (`files.getUploadURLExternal`). */
const SLACK_ORIGINS = ['https://hooks.slack.com', 'https://files.slack.com'];

/** A page of 200 messages with charts and tables is about 3 MB. */
const REPLY_MAX_BYTES = 16 * 1024 * 1024;

/**
 * The only way out to Slack, for Web API calls and for `response_url`s alike (Bolt uses one fetch for both). Bolt's
 * `respond()` has no time-out of its own and posts to whatever address the payload names; here each call ends in time
 * and only Slack's own addresses are called.
 *
 * A reply is read up to {@link REPLY_MAX_BYTES}.
 *
 * @param options.timeoutMs for one call, its reply included
 * @throws {FloorwalkerError} `slack-rejected` for an address that is not Slack's
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

/** Reading the reply fails beyond the limit, and its connection is closed. */
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

/** An emulator serves its API, its `response_url`s and its files from one origin; Slack does not. */
function slackOrigins(apiUrl: string): Set<string> {
  const { origin, hostname } = new URL(apiUrl);
  return new Set(hostname === 'slack.com' ? SLACK_ORIGINS : [...SLACK_ORIGINS, origin]);
}
