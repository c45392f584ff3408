import { webApi } from '@slack/bolt';
import { describe, expect, test } from 'vitest';
import { callOutcomeOf } from '../../../../src/slack/web-api/post-outcome.ts';

const platform = (error: string) => new webApi.WebAPIPlatformError({ ok: false, error });
const status = (code: number) => new webApi.WebAPIHTTPError(code, 'x', {});
const broken = (code: string) => {
  const cause = Object.assign(new Error('socket'), { code });
  return new webApi.WebAPIRequestError(new TypeError('fetch failed', { cause }));
};
const notSent = { kind: 'not-sent', retryAfterMs: null, limited: false };

describe('the outcome of a post after an error', () => {
  test.for([
    [
      '429 with a time',
      new webApi.WebAPIRateLimitedError(30),
      { kind: 'not-sent', retryAfterMs: 30_000, limited: true },
    ],
    [
      '429 without one',
      new Error('Retry header did not contain a valid timeout'),
      { kind: 'not-sent', retryAfterMs: null, limited: true },
    ],
    ['500', status(500), { kind: 'unknown' }],
    ['503', status(503), { kind: 'unknown' }],
    ['403 from something in front of Slack', status(403), notSent],
    ['408 from a proxy that waited for Slack', status(408), { kind: 'unknown' }],
    ['499 from a proxy', status(499), { kind: 'unknown' }],
    ['413', status(413), { kind: 'content-refused' }],
    ['a refused connection', broken('ECONNREFUSED'), notSent],
    ['no such host', broken('ENOTFOUND'), notSent],
    ['a connection that took too long to open', broken('UND_ERR_CONNECT_TIMEOUT'), notSent],
    ['a connection that broke', broken('ECONNRESET'), { kind: 'unknown' }],
    ['a body that broke', broken('UND_ERR_SOCKET'), { kind: 'unknown' }],
    ['a time-out', new DOMException('late', 'TimeoutError'), { kind: 'unknown' }],
    ['HTML with status 200', platform('<html>nonsense</html>'), { kind: 'unknown' }],
    ['internal_error', platform('internal_error'), { kind: 'unknown' }],
    ['fatal_error', platform('fatal_error'), { kind: 'unknown' }],
    ['invalid_blocks', platform('invalid_blocks'), { kind: 'content-refused' }],
    ['invalid_attachments', platform('invalid_attachments'), { kind: 'content-refused' }],
    ['not_in_channel', platform('not_in_channel'), { kind: 'refused', reason: 'not-in-channel' }],
    ['channel_not_found', platform('channel_not_found'), { kind: 'refused', reason: 'channel-not-found' }],
    ['is_archived', platform('is_archived'), { kind: 'refused', reason: 'channel-archived' }],
    ['restricted_action', platform('restricted_action'), { kind: 'refused', reason: 'posting-restricted' }],
    ['missing_scope', platform('missing_scope'), { kind: 'refused', reason: 'missing-scope' }],
    ['account_inactive', platform('account_inactive'), { kind: 'refused', reason: 'token-revoked' }],
    ['token_revoked', platform('token_revoked'), { kind: 'refused', reason: 'token-revoked' }],
    ['msg_too_long', platform('msg_too_long'), { kind: 'content-refused' }],
    ['msg_blocks_too_long', platform('msg_blocks_too_long'), { kind: 'content-refused' }],
    ['invalid_blocks_format', platform('invalid_blocks_format'), { kind: 'content-refused' }],
    ['too_many_attachments', platform('too_many_attachments'), { kind: 'content-refused' }],
    ['a code of tomorrow', platform('something_new'), { kind: 'content-refused' }],
    ['what is not even an error', 'nonsense', { kind: 'unknown' }],
  ] as const)('%s', ([, error, outcome]) => {
    expect(callOutcomeOf(error)).toEqual(outcome);
  });
});
