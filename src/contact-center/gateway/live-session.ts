import type { IncomingHttpHeaders } from 'node:http';
import { SessionCookies } from './cookies.ts';
import { RotatingGuid } from './guid.ts';
import { JSON_HEADERS } from './sign-in.ts';

/** What one sign-in gave us. A request that was refused compares the session that it used with the one of now. */
export interface LiveSession {
  readonly guid: RotatingGuid;
  readonly cookies: SessionCookies;
  /** Ends the long poll, so that the session's loop signs in again. */
  readonly lost: AbortController;
}

/** What another process needs to ask under this session. The GUID is a secret for as long as it lives, 120 s. */
export interface SharedSession {
  readonly guid: string;
  readonly cookies: Readonly<Record<string, string>>;
}

export function sharedOf({ guid, cookies }: LiveSession): SharedSession {
  return { guid: guid.current, cookies: cookies.values() };
}

export function joinSession({ guid, cookies }: SharedSession): LiveSession {
  return { guid: new RotatingGuid(guid), cookies: new SessionCookies(cookies), lost: new AbortController() };
}

export function sessionHeaders({ guid, cookies }: LiveSession): Record<string, string> {
  return { ...JSON_HEADERS, guid: guid.current, ...cookies.header() };
}

export function observeReply({ guid, cookies }: LiveSession, headers: IncomingHttpHeaders): void {
  guid.observe(headers);
  cookies.observe(headers);
}
