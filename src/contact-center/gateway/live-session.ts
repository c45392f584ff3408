import type { IncomingHttpHeaders } from 'node:http';
import type { SessionCookies } from './cookies.ts';
import type { RotatingGuid } from './guid.ts';
import { JSON_HEADERS } from './sign-in.ts';

/** What one sign-in gave us. A request that was refused compares the session that it used with the one of now. */
export interface LiveSession {
  readonly guid: RotatingGuid;
  readonly cookies: SessionCookies;
  /** Ends the long poll, so that the session's loop signs in again. */
  readonly lost: AbortController;
}

export function sessionHeaders({ guid, cookies }: LiveSession): Record<string, string> {
  return { ...JSON_HEADERS, guid: guid.current, ...cookies.header() };
}

export function observeReply({ guid, cookies }: LiveSession, headers: IncomingHttpHeaders): void {
  guid.observe(headers);
  cookies.observe(headers);
}
