import type { IncomingMessage } from 'node:http';

/** What keeps a page on loopback from being driven by other pages in the same browser. */

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

/** Nothing from elsewhere is loaded but pictures where the page asks for them; only `framedBy` may frame it. */
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
 * Whether the page itself asks, or somebody who opens it. A rebound host name shows in Host; another site's
 * script shows in Origin, and where a browser leaves that out, in Sec-Fetch-Site.
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
