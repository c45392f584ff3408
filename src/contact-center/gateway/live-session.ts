import type { ReplyHead } from '../http/exchange.ts';
import { SessionCookies } from './cookies.ts';
import { RotatingGuid } from './guid.ts';
import { JSON_HEADERS } from './sign-in.ts';

/** An open session. Objects are compared by identity, to tell the session of a refused request from the current one. */
export interface LiveSession {
  readonly guid: RotatingGuid;
  readonly cookies: SessionCookies;
  /** Aborted when the session is known to be lost: ends the long poll, after which the bot signs in again. */
  readonly lost: AbortController;
}

/** What another process needs to use the session. The GUID is a secret for its lifetime of 120 s. */
export interface SessionCredentials {
  readonly guid: string;
  readonly cookies: Readonly<Record<string, string>>;
}

export function openedSession(guid: string, { headers }: ReplyHead): LiveSession {
  const cookies = new SessionCookies();
  cookies.observe(headers);
  return joinSession({ guid, cookies: cookies.values() });
}

export function credentialsOf({ guid, cookies }: LiveSession): SessionCredentials {
  return { guid: guid.current, cookies: cookies.values() };
}

export function joinSession({ guid, cookies }: SessionCredentials): LiveSession {
  return { guid: new RotatingGuid(guid), cookies: new SessionCookies(cookies), lost: new AbortController() };
}

export function sessionHeaders({ guid, cookies }: LiveSession): Record<string, string> {
  return { ...JSON_HEADERS, guid: guid.current, ...cookies.header() };
}

/** Statuses for request headers that are too large, or that have a cookie which the server cannot parse. */
const HEADERS_REFUSED: ReadonlySet<number> = new Set([400, 431]);

/** Takes the GUID and the cookies from a reply. Drops cookies if the reply rejects the headers of the request. */
export function observeReply({ guid, cookies }: LiveSession, { status, headers }: ReplyHead): void {
  guid.observe(headers);
  if (HEADERS_REFUSED.has(status)) cookies.drop();
  cookies.observe(headers);
}
