import { FloorwalkerError } from '../errors.ts';

export type Fetch = typeof globalThis.fetch;

const RESPONSE_URL_ORIGIN = 'https://hooks.slack.com';

/**
 * The only way out to Slack, for Web API calls and for `response_url`s alike (Bolt uses one fetch for both). Bolt's
 * `respond()` has no time-out of its own and posts to whatever address the payload names; here each call ends in time
 * and only Slack's own addresses are called.
 *
 * @param options.timeoutMs for one call, its reply included
 * @throws {FloorwalkerError} `slack-rejected` for an address that is not Slack's
 */
export function createSlackFetch(options: { fetch: Fetch; apiUrl: string; timeoutMs: number }): Fetch {
  const { apiUrl, timeoutMs } = options;
  const origins = responseUrlOrigins(apiUrl);
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (!url.href.startsWith(apiUrl) && !origins.has(url.origin)) {
      throw new FloorwalkerError('slack-rejected', {
        detail: 'an address that is not Slack’s was not called',
      });
    }
    const limit = AbortSignal.timeout(timeoutMs);
    const signal = init.signal ? AbortSignal.any([init.signal, limit]) : limit;
    return options.fetch(input, { ...init, redirect: 'error', signal });
  };
}

/** An emulator serves its API and its `response_url`s from one origin; Slack does not. */
function responseUrlOrigins(apiUrl: string): Set<string> {
  const { origin, hostname } = new URL(apiUrl);
  return new Set(hostname === 'slack.com' ? [RESPONSE_URL_ORIGIN] : [RESPONSE_URL_ORIGIN, origin]);
}
