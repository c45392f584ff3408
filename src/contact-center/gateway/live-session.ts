import type { ReplyHead } from '../http/exchange.ts';
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

/** The session that a sign-in opened. */
export function openedSession(guid: string, { headers }: ReplyHead): LiveSession {
  const cookies = new SessionCookies();
  cookies.observe(headers);
  return joinSession({ guid, cookies: cookies.values() });
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

/** Statuses for request headers that are too large, or that hold a cookie which the server cannot read. */
const HEADERS_REFUSED: ReadonlySet<number> = new Set([400, 431]);

/** Takes the new GUID and the cookies that a reply carries. A reply that refuses the request's headers drops cookies. */
export function observeReply({ guid, cookies }: LiveSession, { status, headers }: ReplyHead): void {
  guid.observe(headers);
  if (HEADERS_REFUSED.has(status)) cookies.drop();
  cookies.observe(headers);
}
