import { setTimeout as delay } from 'node:timers/promises';
import PQueue from 'p-queue';
import type { Ask } from '../../domain/floor/reading.ts';
import { type ErrorCode, FloorwalkerError } from '../../errors.ts';

/** The order in which requests wait: interactive requests before background work. */
export const PRIORITY = { person: 1, background: 0 } as const;
/** Maximum queue length, in multiples of `requests`. Requests beyond it fail at once and may use another upstream. */
const QUEUE_LENGTH_FACTOR = 4;

/** The client fails with these codes before it sends anything, so the slot of the request is free at once. */
const NEVER_SENT: ReadonlySet<ErrorCode> = new Set(['upstream-paused', 'upstream-queue-full']);

export interface RateLimiterOptions {
  /** Maximum number of requests in any window of `perMs`; a function if the limit changes. */
  readonly requests: number | (() => number);
  readonly perMs: number;
}

/**
 * Creates a rate limiter for requests to an upstream. A slot becomes free `perMs` after the *reply*, not after the start:
 * upstreams count arrivals, and a request arrives before its reply, so at most `requests` arrive in any window of `perMs`,
 * even if the network delays and bunches them. A limit that is a function is read before each request.
 *
 * @returns a function that runs a request when a slot is free; it rejects with `upstream-queue-full` if the queue is full
 */
export function createRateLimiter({ requests, perMs }: RateLimiterOptions) {
  const limit = typeof requests === 'number' ? () => requests : requests;
  const places = new PQueue({ concurrency: limit() });

  function ahead(urgency: Ask['urgency']): number {
    return urgency === 'person' ? places.sizeBy({ priority: PRIORITY.person }) : places.size;
  }

  return async function inTurn<T>(ask: Ask, request: () => Promise<T>): Promise<T> {
    places.concurrency = limit();
    if (ahead(ask.urgency) >= places.concurrency * QUEUE_LENGTH_FACTOR)
      throw new FloorwalkerError('upstream-queue-full');
    const reply = Promise.withResolvers<T>();
    const waiting = new AbortController();
    const giveUp = () => waiting.abort(ask.signal.reason);
    ask.signal.throwIfAborted();
    ask.signal.addEventListener('abort', giveUp, { once: true });
    places
      .add(() => hold(request), { priority: PRIORITY[ask.urgency], signal: waiting.signal })
      .catch(reply.reject);
    return reply.promise;

    async function hold(start: () => Promise<T>): Promise<void> {
      // The request is sent now, so its slot stays taken even if the caller gives up.
      ask.signal.removeEventListener('abort', giveUp);
      const isSent = await start().then(
        (value) => {
          reply.resolve(value);
          return true;
        },
        (error: unknown) => {
          reply.reject(error);
          return !(error instanceof FloorwalkerError && NEVER_SENT.has(error.code));
        },
      );
      if (isSent) await delay(perMs, undefined, { ref: false });
      // The limit may have shrunk meanwhile, so it is read again before the slot becomes free.
      places.concurrency = limit();
    }
  };
}

export type RateLimiter = ReturnType<typeof createRateLimiter>;
