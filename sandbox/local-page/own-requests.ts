import type { IncomingMessage } from 'node:http';

/** Headers that protect a page on loopback from other pages in the browser. */

export const SAFE_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

interface Sources {
  readonly framedBy?: string;
  readonly frames?: () => readonly string[];
  readonly images?: 'own' | 'anywhere';
}

/**
 * The content security policy: only pictures may come from elsewhere if the page allows it, and only `framedBy` may
 * frame the page.
 */
export function contentPolicy({ framedBy, frames, images = 'own' }: Sources): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    `img-src 'self'${images === 'anywhere' ? ' http: https: data:' : ''}`,
    `frame-src ${frames?.().join(' ') || "'none'"}`,
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${framedBy ?? "'none'"}`,
  ].join('; ');
}

/**
 * Whether a request comes from the page itself or from a person who opens it. A rebound host name shows in Host;
 * another site's script shows in Origin or, without that header, in Sec-Fetch-Site.
 */
export function isOwnRequest({ headers, socket }: IncomingMessage): boolean {
  const { host, origin } = headers;
  const own = [`127.0.0.1:${socket.localPort}`, `localhost:${socket.localPort}`];
  if (host === undefined || !own.includes(host)) return false;
  if (origin !== undefined && origin !== `http://${host}`) return false;
  const site = headers['sec-fetch-site'];
  const isVisit = headers['sec-fetch-mode'] === 'navigate';
  return site === undefined || site === 'same-origin' || site === 'none' || isVisit;
}
