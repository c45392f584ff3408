import { type CertificateFault, type ErrorCode, FloorwalkerError } from '../../errors.ts';

/** Error codes of undici, Node and OpenSSL. They are matched by code, because Node bundles another undici and `instanceof` fails. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  ECONNREFUSED: 'upstream-unreachable',
  ENOTFOUND: 'upstream-unreachable',
  EAI_AGAIN: 'upstream-unreachable',
  EHOSTUNREACH: 'upstream-unreachable',
  ENETUNREACH: 'upstream-unreachable',
  ETIMEDOUT: 'upstream-unreachable',
  UND_ERR_CONNECT_TIMEOUT: 'upstream-unreachable',
  UND_ERR_HEADERS_TIMEOUT: 'upstream-timeout',
  UND_ERR_BODY_TIMEOUT: 'upstream-timeout',
  UND_ERR_SOCKET: 'upstream-reset',
  ECONNRESET: 'upstream-reset',
  EPIPE: 'upstream-reset',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'upstream-too-large',
  UND_ERR_HEADERS_OVERFLOW: 'upstream-garbled',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'upstream-reset',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'upstream-tls',
  SELF_SIGNED_CERT_IN_CHAIN: 'upstream-tls',
  INVALID_CA: 'upstream-tls',
  INVALID_PURPOSE: 'upstream-tls',
  PATH_LENGTH_EXCEEDED: 'upstream-tls',
};

/** Converts an error of a request to a coded error. The original error is kept as `cause`; its message may quote the reply. */
export function toTransportError(error: unknown): FloorwalkerError {
  if (error instanceof FloorwalkerError) return error;
  const { name, code } = traits(error);
  // A timeout aborts with TimeoutError; a shutdown aborts with AbortError.
  if (name === 'TimeoutError' || name === 'AbortError')
    return new FloorwalkerError('upstream-timeout', { cause: error });
  const known = CODES[code] ?? byFamily(code);
  const reason =
    known === 'upstream-tls' ? ({ kind: 'certificate', fault: certificateFault(code) } as const) : undefined;
  return new FloorwalkerError(known, { detail: code === '' ? name : code, reason, cause: error });
}

const CERTIFICATE_FAULTS: Readonly<Record<string, CertificateFault>> = {
  UNABLE_TO_GET_ISSUER_CERT: 'unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown-issuer',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown-issuer',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknown-issuer',
  CERT_UNTRUSTED: 'unknown-issuer',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed',
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-yet-valid',
  CERT_REVOKED: 'revoked',
  ERR_TLS_CERT_ALTNAME_INVALID: 'other-host',
  HOSTNAME_MISMATCH: 'other-host',
};

function certificateFault(code: string): CertificateFault {
  return CERTIFICATE_FAULTS[code] ?? 'other';
}

/** True if the bot itself cancelled the request, because another page failed or the bot stops: no failure of the upstream. */
export function isCalledOff(error: FloorwalkerError): boolean {
  return traits(error.cause).name === 'AbortError';
}

/** OpenSSL and Node have hundreds of codes for certificate and handshake faults; the prefixes cover them. */
function byFamily(code: string): ErrorCode {
  if (/^(ERR_TLS|ERR_SSL|ERR_OSSL|EPROTO|CERT_|UNABLE_TO_|HOSTNAME_)/.test(code)) return 'upstream-tls';
  if (code.startsWith('HPE_')) return 'upstream-garbled';
  return 'upstream-unreachable';
}

function traits(error: unknown): { name: string; code: string } {
  if (!(error instanceof Error)) return { name: 'unknown', code: '' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return { name: error.name, code };
}
