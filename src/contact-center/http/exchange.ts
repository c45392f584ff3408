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
  /** Sent byte for byte: the CMS signs it. */
  readonly body?: string;
  /** The largest reply that is read; {@link BODY_MAX_BYTES} unless told. */
  readonly maxBodyBytes?: number;
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

/** Some firewalls refuse requests without a user agent. Without accept-encoding a server may compress its reply. */
const HEADERS = { 'user-agent': 'Floorwalker', accept: 'application/json', 'accept-encoding': 'identity' };
/** What is still read of a body that is of no use, so that the connection can be used again. */
const DISCARDED_MAX_BYTES = 16 * 1024;

/**
 * One request, one reply. The content type is looked at before the body.
 *
 * @param budget what the replies that are being read may hold together
 * @throws {FloorwalkerError} transport failures, and success statuses without proper JSON
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

/** `undefined` where a refusal says that it is JSON and is none: its status says all there is to say. */
function jsonIfAny(headers: ReplyHeaders, bytes: Uint8Array): unknown {
  try {
    return readJson(headers, bytes);
  } catch {
    return undefined;
  }
}
