import type { Dispatcher } from 'undici';
import { FloorwalkerError } from '../../errors.ts';
import { BODY_MAX_BYTES, BodyBudget, readBody } from './read-body.ts';
import { readJson, whyNotJson } from './read-json.ts';
import type { ReplyHeaders } from './reply-headers.ts';
import { toTransportError } from './transport-errors.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent byte for byte, because the signature of a CMS request covers it. */
  readonly body?: string;
  /** Maximum size of the reply in bytes; {@link BODY_MAX_BYTES} by default. */
  readonly maxBodyBytes?: number;
}

/** A reply: JSON, or an error status (401, 403, 418, 429 …) with or without a JSON body. */
export interface HttpReply {
  readonly status: number;
  readonly headers: ReplyHeaders;
  /** `undefined` if the status is an error and the body is not JSON. */
  readonly json: unknown;
}

export type ReplyHead = Pick<HttpReply, 'status' | 'headers'>;
/** Called as soon as the headers arrive: they are valid even if the body cannot be read. */
export type OnHead = (head: ReplyHead) => void;

/** Some firewalls reject requests without a user agent. `identity` asks the server not to compress its reply. */
const HEADERS = { 'user-agent': 'Floorwalker', accept: 'application/json', 'accept-encoding': 'identity' };
/** Bytes of an unused body that are read and discarded, so that the connection can be reused. */
const DISCARDED_MAX_BYTES = 16 * 1024;

/**
 * Sends one request and reads its reply. The content type is checked before the body is read.
 *
 * @param budget limits the total size of the replies that are being read
 * @throws {FloorwalkerError} upstream-*: transport failures, and success statuses without valid JSON
 */
export async function exchange(
  dispatcher: Dispatcher,
  { maxBodyBytes = BODY_MAX_BYTES, ...request }: HttpRequest,
  signal: AbortSignal,
  onHead?: OnHead,
  budget: BodyBudget = new BodyBudget(),
): Promise<HttpReply> {
  try {
    const reply = await dispatcher.request({
      ...request,
      headers: { ...HEADERS, ...request.headers },
      body: request.body ?? null,
      signal,
    });
    const head = { status: reply.statusCode, headers: reply.headers };
    onHead?.(head);
    const succeeded = head.status >= 200 && head.status < 300;
    const detail = whyNotJson(head.headers);
    if (detail !== undefined) {
      reply.body.dump({ limit: DISCARDED_MAX_BYTES, signal }).catch(() => undefined);
      if (succeeded) throw new FloorwalkerError('upstream-garbled', { detail });
      return { ...head, json: undefined };
    }
    const bytes = await readBody(reply, maxBodyBytes, budget);
    return { ...head, json: succeeded ? readJson(head.headers, bytes) : jsonIfAny(head.headers, bytes) };
  } catch (error) {
    throw toTransportError(error);
  }
}

/** Reads the body of an error status; `undefined` if it is not valid JSON, because the status is enough. */
function jsonIfAny(headers: ReplyHeaders, bytes: Uint8Array): unknown {
  try {
    return readJson(headers, bytes);
  } catch {
    return undefined;
  }
}
