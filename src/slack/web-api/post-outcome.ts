import { webApi } from '@slack/bolt';
import type { PostOutcome } from '../../summaries/deliveries/ports.ts';
import { POST_REFUSALS, type PostRefusal } from '../../summaries/subscriptions/post-refusal.ts';
import { refusalCode } from './slack-errors.ts';

/**
 * The outcome of one call that posts a message. `content-refused`: Slack certainly did not accept it because of its
 * content, and may accept another form.
 */
export type CallOutcome = PostOutcome | { readonly kind: 'content-refused' };

/** Errors while connecting: no part of the message was sent. */
const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'EAI_AGAIN',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** 408: request timeout; 499: the client closed the connection (nginx). Neither tells how far the request had come. */
const GIVEN_UP = new Set([408, 499]);

/** Slack's codes for an unusable channel, by what a person has to do. */
const REFUSALS: Readonly<Record<PostRefusal, readonly string[]>> = {
  'not-in-channel': ['not_in_channel', 'no_active_hooks'],
  'channel-not-found': [
    'channel_not_found',
    'messages_tab_disabled',
    'user_not_found',
    'user_disabled',
    'user_not_visible',
    'cannot_dm_bot',
  ],
  'channel-archived': ['is_archived'],
  'posting-restricted': [
    'access_denied',
    'cannot_reply_to_message',
    'ekm_access_denied',
    'message_limit_exceeded',
    'not_allowed',
    'restricted_action',
    'restricted_action_non_threadable_channel',
    'restricted_action_read_only_channel',
    'restricted_action_thread_locked',
    'restricted_action_thread_only_channel',
    'team_access_not_granted',
  ],
  // Found before anything is sent; Slack has no code for it.
  'channel-shared': [],
  'missing-scope': ['missing_scope', 'no_permission', 'not_allowed_token_type'],
  'token-revoked': [
    'account_inactive',
    'invalid_auth',
    'not_authed',
    'org_login_required',
    'team_disabled',
    'token_expired',
    'token_revoked',
    'user_removed_from_team',
  ],
};

const LIMITED = new Set(['rate_limited', 'ratelimited']);
/** Codes about the caller, the channel or the address: another form of the message does not help. */
const OTHER_REASONS = new Set([
  ...Object.values(REFUSALS).flat(),
  'duplicate_external_id',
  'exchanged_trigger_id',
  'expired_trigger_id',
  'expired_url',
  'hash_conflict',
  'invalid_token',
  'invalid_trigger_id',
  'invalid_url',
  'message_not_found',
  'not_enabled',
  'not_found',
  'push_limit_reached',
  'trigger_exchanged',
  'trigger_expired',
  'unknown_method',
  'used_url',
  'user_not_in_channel',
]);
/** Internal failures of Slack, perhaps after it accepted the message. */
const FAILED_INSIDE = new Set([
  'fatal_error',
  'internal_error',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
]);

/** Returns true for all other codes: Slack refused the content, or may have, and a fallback form may be accepted. */
export function isRefusalOfContent(code: string): boolean {
  return isCertainRefusal(code) && !OTHER_REASONS.has(code) && !LIMITED.has(code);
}

/** Returns true if a call with this error code certainly had no effect. */
export function isCertainRefusal(code: string): boolean {
  return isCode(code) && !FAILED_INSIDE.has(code);
}

/** Returns true if a later identical call is refused too. */
export function isLastingRefusal(code: string): boolean {
  return isCertainRefusal(code) && !LIMITED.has(code);
}

/** Classifies the error of a post. The outcome is certain only if Slack said so or no connection was made. */
export function callOutcomeOf(error: unknown): CallOutcome {
  if (error instanceof webApi.WebAPIRateLimitedError) return limited(error.retryAfter * 1000);
  if (error instanceof webApi.WebAPIHTTPError) return statusOutcome(error.statusCode);
  if (error instanceof webApi.WebAPIPlatformError) return outcomeOfCode(refusalCode(error) ?? '');
  if (isNotConnected(error)) return { kind: 'not-sent', retryAfterMs: null, limited: false };
  // The client's message for a 429 without a readable time.
  if (error instanceof Error && error.message.startsWith('Retry header')) return limited(null);
  return { kind: 'unknown' };
}

export function statusOutcome(status: number): CallOutcome {
  if (status === 429) return limited(null);
  if (status === 413) return { kind: 'content-refused' };
  // The request was rejected before processing, except for statuses of a proxy that gave up waiting.
  return status < 500 && !GIVEN_UP.has(status)
    ? { kind: 'not-sent', retryAfterMs: null, limited: false }
    : { kind: 'unknown' };
}

export function outcomeOfCode(code: string): CallOutcome {
  if (!isCode(code) || FAILED_INSIDE.has(code)) return { kind: 'unknown' };
  if (LIMITED.has(code)) return limited(null);
  const reason = POST_REFUSALS.find((each) => REFUSALS[each].includes(code));
  return reason === undefined ? { kind: 'content-refused' } : { kind: 'refused', reason };
}

/** Slack's codes are short words; an HTML page also arrives as an error. */
function isCode(code: string): boolean {
  return /^[a-z_]{1,60}$/.test(code);
}

function limited(retryAfterMs: number | null): CallOutcome {
  return { kind: 'not-sent', retryAfterMs, limited: true };
}

export function isNotConnected(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string' && NOT_CONNECTED.has(error.code)) return true;
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(isNotConnected);
  return error.cause !== undefined && isNotConnected(error.cause);
}
