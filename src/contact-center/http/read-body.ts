import { FloorwalkerError } from '../../errors.ts';
import { headerValue, type ReplyHeaders } from './reply-headers.ts';

/** Default limit of one reply. 5,000 queue names, the largest reply except the snapshot, have less than 1 MB. */
export const BODY_MAX_BYTES = 4 * 1024 * 1024;
/** Limit of all bodies of one upstream that are being read at the same time: one snapshot of maximum size and some more. */
const BODIES_MAX_BYTES = 40 * 1024 * 1024;
/** A reply up to this size is read even if the other replies have used up the common limit. */
const SMALL_BODY_BYTES = 1024 * 1024;

/** Counts the bytes that all replies which are being read hold in memory. */
export class BodyBudget {
  #held = 0;

  /**
   * Counts more bytes of a reply.
   *
   * @param held bytes that this reply holds already
   * @returns whether the reply may keep the new bytes
   */
  take(bytes: number, held: number): boolean {
    this.#held += bytes;
    return held + bytes <= SMALL_BODY_BYTES || this.#held <= BODIES_MAX_BYTES;
  }

  release(bytes: number): void {
    this.#held -= bytes;
  }
}

/**
 * Reads the whole body. Closes the connection if the body exceeds `maxBytes` or the common limit of all replies.
 *
 * @throws {FloorwalkerError} upstream-too-large
 */
export async function readBody(
  { headers, body }: { readonly headers: ReplyHeaders; readonly body: AsyncIterable<Uint8Array> },
  maxBytes: number,
  budget: BodyBudget,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let held = 0;
  try {
    const announced = Number(headerValue(headers, 'content-length') ?? 0);
    for await (const chunk of body) {
      const isAllowed = budget.take(chunk.length, held);
      held += chunk.length;
      if (Math.max(held, announced) > maxBytes) throw tooLarge(`more than ${maxBytes} bytes`);
      if (!isAllowed) throw tooLarge('more than all replies together may hold');
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } finally {
    budget.release(held);
  }
}

function tooLarge(detail: string): FloorwalkerError {
  return new FloorwalkerError('upstream-too-large', { detail });
}
