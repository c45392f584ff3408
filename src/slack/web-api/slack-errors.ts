import { setTimeout as wait } from 'node:timers/promises';
import { webApi } from '@slack/bolt';
import { FloorwalkerError } from '../../errors.ts';

/** A call fails if Slack asks for a longer pause. */
const RETRY_PAUSE_MAX_SECONDS = 2;

const TOKEN_REFUSED: ReadonlySet<string> = new Set([
  'account_inactive',
  'invalid_auth',
  'not_authed',
  'org_login_required',
  'team_access_not_granted',
  'team_disabled',
  'token_expired',
  'token_revoked',
  'user_removed_from_team',
]);

/** Codes of Slack that a retry does not change: the token is refused or lacks a scope. */
const FOR_GOOD = new Set([...TOKEN_REFUSED, 'missing_scope', 'no_permission', 'not_allowed_token_type']);

export function isTokenRefusal(code: string): boolean {
  return TOKEN_REFUSED.has(code);
}

/**
 * Runs one interactive call to Slack. After a 429 it waits only a short time.
 *
 * @throws {FloorwalkerError} slack-unreachable, slack-rejected
 */
export async function callSlack<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const pause =
      error instanceof webApi.WebAPIRateLimitedError ? error.retryAfter : Number.POSITIVE_INFINITY;
    if (pause > RETRY_PAUSE_MAX_SECONDS) throw slackError(error);
    await wait(pause * 1000);
  }
  return call().catch((error: unknown) => {
    throw slackError(error);
  });
}

/** Converts an error of Slack's client to a coded error. Only Slack's own codes are kept. */
export function slackError(error: unknown): FloorwalkerError {
  if (error instanceof FloorwalkerError) return error;
  if (error instanceof webApi.WebAPIPlatformError) {
    return new FloorwalkerError('slack-rejected', { detail: platformCode(error), cause: error });
  }
  if (error instanceof webApi.WebAPIRateLimitedError) {
    return new FloorwalkerError('slack-rejected', { detail: `rate limited for ${error.retryAfter} s` });
  }
  if (error instanceof webApi.WebAPIHTTPError) {
    return new FloorwalkerError('slack-unreachable', { detail: `HTTP ${error.statusCode}` });
  }
  return new FloorwalkerError('slack-unreachable');
}

/** The code of Slack's refusal; `undefined` for other errors. */
export function refusalCode(error: unknown): string | undefined {
  const refused = error instanceof FloorwalkerError ? error.cause : error;
  return refused instanceof webApi.WebAPIPlatformError ? platformCode(refused) : undefined;
}

export function isRefusedForGood(error: unknown): boolean {
  const code = refusalCode(error);
  return code !== undefined && FOR_GOOD.has(code);
}

/** Slack's codes are short words; an HTML page also arrives as an error. */
function platformCode(error: webApi.WebAPIPlatformError): string {
  return /^[a-z_]{1,60}$/.test(error.data.error) ? error.data.error : 'an answer that is not Slack’s';
}
