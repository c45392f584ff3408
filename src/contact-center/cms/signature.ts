import { createHmac } from 'node:crypto';

export interface RequestToSign {
  readonly method: 'GET' | 'POST';
  /** As sent; it is not encoded again. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** The headers to sign, by name; `host` must be among them, with the port that is sent. */
  readonly headers: Readonly<Record<string, string>>;
  /** The very text that is sent. */
  readonly body?: string;
}

export interface CmsKeys {
  readonly accessKey: string;
  readonly secretKey: string;
  /** `2025-01-02T03:04:05Z`, or with milliseconds: both are in use, the site decides. */
  readonly timestamp: 'seconds' | 'milliseconds';
}

/**
 * The `Authorization` header of CC-CMS: scheme C2 (page 0003, guide cec_05_1223). A key derived from the secret and
 * the header's own prefix signs a canonical form of the request, body included as text, not as a hash.
 *
 * @param now epoch milliseconds; the CMS may refuse clocks that are far from its own
 */
export function authorization(request: RequestToSign, keys: CmsKeys, now: number): string {
  const names = Object.keys(request.headers).map((name) => name.toLowerCase());
  const prefix = `auth-v2/${keys.accessKey}/${timestamp(keys, now)}/${names.toSorted().join(';')}`;
  const signingKey = hmac(keys.secretKey, prefix);
  return `${prefix}/${hmac(signingKey, canonicalRequest(request))}`;
}

/** Without a query there is no query line at all; without a body the text still ends with the headers' line break. */
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

/** Percent-encodes all but RFC 3986's unreserved characters; `encodeURIComponent` leaves five more as they are. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
