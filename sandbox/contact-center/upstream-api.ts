import type { IncomingHttpHeaders } from 'node:http';
import type { UpstreamName } from './request-log.ts';
import type { RouteName } from './route-names.ts';

/** A request as it came: `url` and `body` are the bytes that a signature covers. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  /** Without the question mark, not decoded. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Aborts when the client has gone. */
  readonly gone: AbortSignal;
}

export interface Reply {
  readonly status: number;
  /** An array is sent as several headers of one name. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** What is sent: a JSON value, or a text of some other kind. */
  readonly json?: unknown;
  readonly text?: { readonly type: string; readonly body: string };
  /** The code in the envelope, for the request log. */
  readonly code?: string;
  /** Why, for the request log only. */
  readonly detail?: string | undefined;
}

/** What one API is, apart from HTTPS. */
export interface UpstreamApi {
  readonly name: UpstreamName;
  identify(method: string, path: string): { readonly route: RouteName; readonly agentId: number | undefined };
  answer(exchange: Exchange): Reply | Promise<Reply>;
  /** The refusal that this API gives for a code. */
  refuse(code: string): Reply;
  /** What its clock says, which may be wrong. */
  now(): number;
}

/** Whether the request declares what the pages ask for: `application/json`, in UTF-8 where a character set is named. */
export function isDeclaredJson({ headers }: Pick<Exchange, 'headers'>): boolean {
  return /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i.test(headers['content-type'] ?? '');
}

/** The refusal of a request that declares something else (the status is inferred). */
export function wrongMediaType(): Reply {
  const detail = 'the Content-Type is not application/json';
  return { ...webPage(415, 'Unsupported Media Type'), detail };
}

/** What a proxy, a web firewall or a web container answers with. */
export function webPage(status: number, title: string): Reply {
  const body = `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  return { status, text: { type: 'text/html; charset=UTF-8', body } };
}
