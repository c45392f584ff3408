import { createHmac } from 'node:crypto';

export interface RequestToSign {
  readonly method: 'GET' | 'POST';
  /** The path as sent; it is not encoded again. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** The headers to sign, by name; `host` must be among them, with the port as sent. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as sent, byte for byte. */
  readonly body?: string;
}

export interface CmsKeys {
  readonly accessKey: string;
  readonly secretKey: string;
  /** `2025-01-02T03:04:05Z`, or the same with milliseconds; sites differ. */
  readonly timestamp: 'seconds' | 'milliseconds';
}

/**
 * Computes the `Authorization` header of CC-CMS, scheme C2 (page 0003, guide cec_05_1223). A key derived from the secret key
 * and the prefix of the header signs a canonical form of the request, which has the body as text and not as a hash.
 *
 * @param now epoch milliseconds; the CMS may reject a time far from its own
 */
export function authorization(request: RequestToSign, keys: CmsKeys, now: number): string {
  const names = Object.keys(request.headers).map((name) => name.toLowerCase());
  const prefix = `auth-v2/${keys.accessKey}/${timestamp(keys, now)}/${names.toSorted().join(';')}`;
  const signingKey = hmac(keys.secretKey, prefix);
  return `${prefix}/${hmac(signingKey, canonicalRequest(request))}`;
}

/** The text to sign. Without a query it has no query line; without a body it still ends with the line break after the headers. */
export function canonicalRequest({ method, path, query = {}, headers, body = '' }: RequestToSign): string {
  const names = Object.keys(headers).map((name) => name.toLowerCase());
  const canonicalHeaders = Object.entries(headers).map(
    ([name, value]) => `${encode(name.toLowerCase())}:${encode(value.trim())}`,
  );
  const canonicalQuery = Object.entries(query).map(([name, value]) => `${encode(name)}=${encode(value)}`);
  return [
    method,
    path,
    ...(canonicalQuery.length > 0 ? [canonicalQuery.toSorted().join('&')] : []),
    names.toSorted().join(';'),
    canonicalHeaders.toSorted().join('\n'),
    encode(body),
  ].join('\n');
}

function timestamp(keys: CmsKeys, now: number): string {
  const iso = new Date(now).toISOString();
  return keys.timestamp === 'milliseconds' ? iso : iso.replace(/\.\d{3}Z$/, 'Z');
}

function hmac(key: string, message: string): string {
  return createHmac('sha256', key).update(message).digest('hex');
}

/** Percent-encodes all characters except the unreserved ones of RFC 3986; `encodeURIComponent` leaves five more unencoded. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
