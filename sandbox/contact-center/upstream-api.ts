import type { IncomingHttpHeaders } from 'node:http';
import type { UpstreamName } from './request-log.ts';
import type { RouteName } from './route-names.ts';

/** A request as received: `url` and `body` are the bytes that a signature covers. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  /** The query without the question mark, not decoded. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Aborts when the client disconnects. */
  readonly gone: AbortSignal;
}

export interface Reply {
  readonly status: number;
  /** Headers of the reply. An array is sent as several headers of one name. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** The body: a JSON value, or a text of another type. */
  readonly json?: unknown;
  readonly text?: { readonly type: string; readonly body: string };
  /** The code in the envelope, for the request log. */
  readonly code?: string;
  /** The reason of a refusal, for the request log only. */
  readonly detail?: string | undefined;
}

/** An API, independent of HTTPS. */
export interface UpstreamApi {
  readonly name: UpstreamName;
  identify(method: string, path: string): { readonly route: RouteName; readonly agentId: number | undefined };
  answer(exchange: Exchange): Reply | Promise<Reply>;
  /** Returns the refusal of this API for a code. */
  refuse(code: string): Reply;
  /** The API's clock, which may be wrong. */
  now(): number;
}

/**
 * Whether the request declares the documented content type: `application/json`, and UTF-8 if it names a character set.
 */
export function isDeclaredJson({ headers }: Pick<Exchange, 'headers'>): boolean {
  return /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i.test(headers['content-type'] ?? '');
}

/** Returns the refusal of a request with another content type (the status is inferred). */
export function wrongMediaType(): Reply {
  const detail = 'the Content-Type is not application/json';
  return { ...webPage(415, 'Unsupported Media Type'), detail };
}

/** Returns an HTML page as sent by a proxy, a web firewall or a web container. */
export function webPage(status: number, title: string): Reply {
  const body = `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  return { status, text: { type: 'text/html; charset=UTF-8', body } };
}
