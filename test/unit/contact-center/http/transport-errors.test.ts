import { describe, expect, test } from 'vitest';
import { toTransportError } from '../../../../src/contact-center/http/transport-errors.ts';
import { FloorwalkerError } from '../../../../src/errors.ts';

function errorWith(code: string, name = 'Error'): Error {
  return Object.assign(new Error('fetch of https://gateway/agentgateway?guid=secret failed'), { code, name });
}

describe('errors of requests', () => {
  test.for([
    ['ECONNREFUSED', 'upstream-unreachable'],
    ['ENOTFOUND', 'upstream-unreachable'],
    ['EAI_AGAIN', 'upstream-unreachable'],
    ['EHOSTUNREACH', 'upstream-unreachable'],
    ['ENETUNREACH', 'upstream-unreachable'],
    ['ETIMEDOUT', 'upstream-unreachable'],
    ['UND_ERR_CONNECT_TIMEOUT', 'upstream-unreachable'],
    ['UND_ERR_HEADERS_TIMEOUT', 'upstream-timeout'],
    ['UND_ERR_BODY_TIMEOUT', 'upstream-timeout'],
    ['UND_ERR_SOCKET', 'upstream-reset'],
    ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'upstream-reset'],
    ['ECONNRESET', 'upstream-reset'],
    ['EPIPE', 'upstream-reset'],
    ['UND_ERR_RES_EXCEEDED_MAX_SIZE', 'upstream-too-large'],
    ['UND_ERR_HEADERS_OVERFLOW', 'upstream-garbled'],
    ['HPE_INVALID_CONSTANT', 'upstream-garbled'],
    ['CERT_HAS_EXPIRED', 'upstream-tls'],
    ['CERT_NOT_YET_VALID', 'upstream-tls'],
    ['CERT_REVOKED', 'upstream-tls'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'upstream-tls'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'upstream-tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'upstream-tls'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'upstream-tls'],
    ['INVALID_CA', 'upstream-tls'],
    ['INVALID_PURPOSE', 'upstream-tls'],
    ['PATH_LENGTH_EXCEEDED', 'upstream-tls'],
    ['HOSTNAME_MISMATCH', 'upstream-tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'upstream-tls'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'upstream-tls'],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'upstream-tls'],
    ['ERR_OSSL_PEM_BAD_BASE64_DECODE', 'upstream-tls'],
    ['EPROTO', 'upstream-tls'],
    ['SOMETHING_NEW', 'upstream-unreachable'],
  ] as const)('%s is %s, with the code as its detail', ([code, expected]) => {
    const cause = errorWith(code);
    expect(toTransportError(cause)).toMatchObject({ code: expected, detail: code, cause });
  });

  test('a budget that ran out and a shutdown are time-outs', () => {
    const budget = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    expect(toTransportError(budget).code).toBe('upstream-timeout');
    expect(toTransportError(errorWith('UND_ERR_ABORTED', 'AbortError')).code).toBe('upstream-timeout');
  });

  test('an error of our own table is returned unchanged', () => {
    const own = new FloorwalkerError('upstream-busy');
    expect(toTransportError(own)).toBe(own);
  });

  test.for(['a text', undefined, null, { code: 'ECONNRESET' }])(
    'a thrown value that is no error (%o) becomes one',
    (thrown) => {
      expect(toTransportError(thrown)).toMatchObject({ code: 'upstream-unreachable', detail: 'unknown' });
    },
  );

  test('the message never quotes the original, whose text may hold an address or a reply', () => {
    expect(toTransportError(errorWith('ECONNRESET')).message).not.toContain('secret');
  });
});
