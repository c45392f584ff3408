import type { Dispatcher } from 'undici';
import { FloorwalkerError } from '../../errors.ts';
import { headerValue, type ReplyHeaders } from './reply-headers.ts';
import { toTransportError } from './transport-errors.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent byte for byte: the CMS signs it. */
  readonly body?: string;
}

/** A reply that could be read: JSON, or a refusal (401, 403, 418, 429 …) whose status says all there is to say. */
export interface HttpReply {
  readonly status: number;
  readonly headers: ReplyHeaders;
  /** `undefined` where the status is not a success and the body not JSON. */
  readonly json: unknown;
}

export type ReplyHead = Pick<HttpReply, 'status' | 'headers'>;
/** Called as soon as there are headers: what stands in them counts, whatever becomes of the body. */
export type OnHead = (head: ReplyHead) => void;

/**
 * One request, one reply. Throws `FloorwalkerError`: transport failures, and success statuses without proper JSON.
 * The content type is looked at before the body: firewalls and proxies answer in HTML, some with status 200.
 */
export async function exchange(
  dispatcher: Dispatcher,
  request: HttpRequest,
  signal: AbortSignal,
  onHead?: OnHead,
): Promise<HttpReply> {
  try {
    const { statusCode, headers, body } = await dispatcher.request({
      ...request,
      body: request.body ?? null,
      signal,
    });
    onHead?.({ status: statusCode, headers });
    const bytes = await body.bytes();
    const succeeded = statusCode >= 200 && statusCode < 300;
    return { status: statusCode, headers, json: readJson(headers, bytes, succeeded) };
  } catch (error) {
    throw toTransportError(error);
  }
}

function readJson(headers: ReplyHeaders, bytes: Uint8Array, mustBeJson: boolean): unknown {
  const type = headerValue(headers, 'content-type') ?? '';
  const encoding = headerValue(headers, 'content-encoding') ?? 'identity';
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(type) || encoding !== 'identity') {
    if (!mustBeJson) return undefined;
    throw new FloorwalkerError('upstream-garbled', {
      detail: `expected JSON, got ${firstWord(type)}, ${firstWord(encoding)}`,
    });
  }
  try {
    return JSON.parse(UTF8.decode(bytes));
  } catch (error) {
    if (!mustBeJson) return undefined;
    throw new FloorwalkerError('upstream-garbled', {
      detail: `${bytes.length} bytes that are not JSON`,
      cause: error,
    });
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** Only what is safe to log of a header that a stranger wrote. */
function firstWord(header: string): string {
  return /^[\w.+/-]{1,60}/.exec(header)?.[0] ?? 'unnamed';
}
