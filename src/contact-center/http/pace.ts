import { setTimeout as delay } from 'node:timers/promises';
import PQueue from 'p-queue';
import type { Ask } from '../../domain/floor/reading.ts';
import { type ErrorCode, FloorwalkerError } from '../../errors.ts';

/** The order in which requests wait: interactive requests before background work. */
export const PRIORITY = { person: 1, background: 0 } as const;
/** In turns of `requests`: a question that would wait for more of them is refused at once, so that another upstream is asked. */
const LONGEST_WAIT = 4;

/** The client refuses these before anything reaches the upstream: their place is free at once. */
const NEVER_SENT: ReadonlySet<ErrorCode> = new Set(['upstream-paused', 'upstream-queue-full']);

export interface PaceOptions {
  /** Requests that may arrive in any `perMs`; a function where the share changes. */
  readonly requests: number | (() => number);
  readonly perMs: number;
}

/**
 * Keeps requests to an upstream under its limit. A place is given back `perMs` after its *reply*, not after its start:
 * upstreams count arrivals, every arrival lies before its reply, so however the network bunches requests no more than
 * `requests` can arrive in any `perMs`. A share that changes is looked at before a request is let in.
 */
export function createPace({ requests, perMs }: PaceOptions) {
  const limit = typeof requests === 'number' ? () => requests : requests;
  const places = new PQueue({ concurrency: limit() });

  function ahead(urgency: Ask['urgency']): number {
    return urgency === 'person' ? places.sizeBy({ priority: PRIORITY.person }) : places.size;
  }

  return async function inTurn<T>(ask: Ask, request: () => Promise<T>): Promise<T> {
    places.concurrency = limit();
    if (ahead(ask.urgency) >= places.concurrency * LONGEST_WAIT)
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
      // From here on the place is taken whatever becomes of the asker: the request is on its way.
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
      // Before this place is given back: a share that shrank meanwhile has fewer of them.
      places.concurrency = limit();
    }
  };
}

export type Pace = ReturnType<typeof createPace>;
