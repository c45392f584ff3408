import { FloorwalkerError } from '../../errors.ts';
import { headerValue, type ReplyHeaders } from './reply-headers.ts';

/** The largest reply but the floor's snapshot: 5,000 queue names are less than 1 MB. */
export const BODY_MAX_BYTES = 4 * 1024 * 1024;
/** Bodies of one upstream that are being read at the same time, together: one snapshot of the largest size, and some more. */
const BODIES_MAX_BYTES = 40 * 1024 * 1024;
/** A reply of up to this size is read however much the others hold. */
const SMALL_BODY_BYTES = 1024 * 1024;

/** What the replies that are being read hold in memory, together. */
export class BodyBudget {
  #held = 0;

  /** Counts `bytes` more for a reply that holds `held` already. Returns whether they may be kept. */
  take(bytes: number, held: number): boolean {
    this.#held += bytes;
    return held + bytes <= SMALL_BODY_BYTES || this.#held <= BODIES_MAX_BYTES;
  }

  release(bytes: number): void {
    this.#held -= bytes;
  }
}

/**
 * The whole body, up to `maxBytes`. Beyond that, or beyond what all replies may hold together, the connection is closed.
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
