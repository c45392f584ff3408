import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Exchange } from '../upstream-api.ts';

export interface KeyPair {
  readonly accessKey: string;
  readonly secretKey: string;
}

export interface SignatureRules {
  /**
   * Maximum difference between a timestamp and the CMS's clock, in milliseconds, either way; `undefined` turns the
   * check off.
   */
  signatureWindowMs: number | undefined;
  /** The accepted timestamps: `2025-01-02T03:04:05Z`, the form with milliseconds, or both. */
  timestamps: 'seconds' | 'milliseconds' | 'both';
}

const AUTHORIZATION = /^(auth-v2\/([^/]+)\/([^/]+)\/([^/]+))\/([^/]+)$/;
const SECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const MILLISECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/**
 * Returns the reason to reject a request, or `undefined` for a valid signature. The scheme is C2 (page 0003), byte for
 * byte as in the vendor's public signer.
 */
export function signatureProblem(
  exchange: Exchange,
  keys: KeyPair,
  rules: SignatureRules,
  now: number,
): string | undefined {
  const { authorization } = exchange.headers;
  if (authorization === undefined) return 'there is no Authorization header';
  const parts = AUTHORIZATION.exec(authorization);
  if (parts === null) return 'Authorization is not auth-v2/key/time/headers/signature';
  const [, prefix = '', accessKey, timestamp = '', signedHeaders = '', signature = ''] = parts;
  if (accessKey !== keys.accessKey) return 'the access key is unknown';
  const timeProblem = timestampProblem(timestamp, rules, now);
  if (timeProblem !== undefined) return timeProblem;

  const names = signedHeaders.split(';');
  if (!names.includes('host')) return 'the host header is not among the signed ones';
  if (names.includes('authorization')) return 'the Authorization header cannot sign itself';
  if (
    names.join(';') !==
    names
      .map((name) => name.toLowerCase())
      .toSorted()
      .join(';')
  )
    return 'signed headers are not lower case and sorted';
  const missing = names.find((name) => exchange.headers[name] === undefined);
  if (missing !== undefined) return `the signed header ${missing} is not in the request`;

  const signingKey = hmacHex(keys.secretKey, prefix);
  const expected = hmacHex(signingKey, canonicalRequest(exchange, names));
  return sameText(expected, signature) ? undefined : 'the signature does not match what was sent';
}

function timestampProblem(timestamp: string, rules: SignatureRules, now: number): string | undefined {
  const seconds = SECONDS.test(timestamp);
  if (!seconds && !MILLISECONDS.test(timestamp)) return 'the time is not yyyy-MM-ddTHH:mm:ss[.SSS]Z';
  if (rules.timestamps !== 'both' && (rules.timestamps === 'seconds') !== seconds)
    return `the time must be in ${rules.timestamps}`;
  const skew = Math.abs(Date.parse(timestamp) - now);
  if (Number.isNaN(skew)) return 'the time is not a time';
  if (rules.signatureWindowMs !== undefined && skew > rules.signatureWindowMs) {
    return `the time is ${Math.round(skew / 1000)} s away from the clock here`;
  }
  return undefined;
}

function canonicalRequest(
  { method, path, query, headers, body }: Exchange,
  names: readonly string[],
): string {
  const lines = [method, path];
  // A request without a query has no query line, not a blank one.
  if (query !== '') lines.push(canonicalQuery(query));
  lines.push(names.join(';'));
  lines.push(...names.map((name) => `${encode(name)}:${encode(String(headers[name]).trim())}`).toSorted());
  lines.push(encodeBytes(body));
  return lines.join('\n');
}

function canonicalQuery(query: string): string {
  return query
    .split('&')
    .map((pair) => {
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      return `${encode(decode(name))}=${encode(decode(value))}`;
    })
    .toSorted()
    .join('&');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function encode(text: string): string {
  return encodeBytes(Buffer.from(text));
}

/** Percent-encodes all bytes except letters, digits and `-._~`. */
function encodeBytes(bytes: Buffer): string {
  let encoded = '';
  for (const byte of bytes) {
    const char = String.fromCharCode(byte);
    encoded += /[A-Za-z0-9\-._~]/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return encoded;
}

function hmacHex(key: string, message: string): string {
  return createHmac('sha256', key).update(message).digest('hex');
}

function sameText(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
