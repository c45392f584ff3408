import { setTimeout as wait } from 'node:timers/promises';
import { webApi } from '@slack/bolt';
import { FloorwalkerError } from '../../errors.ts';

/** A longer pause than this is not waited out: the call fails. */
const RETRY_PAUSE_MAX_SECONDS = 2;

/** Slack's answers that say: this token opens nothing. */
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

/** Slack's answers that no waiting changes: the token is wrong, gone, or lacks a right. */
const FOR_GOOD = new Set([...TOKEN_REFUSED, 'missing_scope', 'no_permission', 'not_allowed_token_type']);

export function isTokenRefusal(code: string): boolean {
  return TOKEN_REFUSED.has(code);
}

/**
 * One call to Slack. A person waits, so a 429 is sat out only when it is short.
 * @throws {FloorwalkerError} `slack-unreachable` where Slack did not answer, `slack-rejected` where it refused
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

/** What Slack's client threw, by our table of errors. Only Slack's own short codes are kept. */
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

/** The code that Slack refused with, if it did. */
export function refusalCode(error: unknown): string | undefined {
  const refused = error instanceof FloorwalkerError ? error.cause : error;
  return refused instanceof webApi.WebAPIPlatformError ? platformCode(refused) : undefined;
}

export function isRefusedForGood(error: unknown): boolean {
  const code = refusalCode(error);
  return code !== undefined && FOR_GOOD.has(code);
}

/** A page of HTML arrives as an "error" too; Slack's codes are short words. */
function platformCode(error: webApi.WebAPIPlatformError): string {
  return /^[a-z_]{1,60}$/.test(error.data.error) ? error.data.error : 'an answer that is not Slack’s';
}
