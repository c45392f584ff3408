import { setTimeout as delay } from 'node:timers/promises';
import PQueue from 'p-queue';
import type { Ask } from '../../domain/reading.ts';
import { type ErrorCode, FloorwalkerError } from '../../errors.ts';

/** What the gateway counts together, milliseconds. */
export const WINDOW_MS = 2_000;
const PRIORITY = { person: 1, background: 0 } as const;
/** In turns of `requests`: whoever would wait for more of them is better told at once, and asks another upstream. */
const LONGEST_WAIT = 4;

/** The client refuses these before anything reaches the upstream: their place is free at once. */
const NEVER_SENT: ReadonlySet<ErrorCode> = new Set(['upstream-paused', 'upstream-queue-full']);

export interface PaceOptions {
  /** The gateway's own limit per calling agent: 5 requests per 2 s (pages 0406, 0413, 0418). */
  readonly requests?: number | (() => number);
  readonly perMs?: number;
}

/**
 * Several processes that ask as one agent share its five: the one that leads takes samples and holds the session, the
 * others have its snapshot from the database and need the gateway for little else. One place is left for the question
 * that goes out of turn, whether a session that is taken over still lives. That is enough for three processes; a fourth
 * goes beyond when all are asked at once, and the gateway then refuses some questions, which the CMS answers.
 */
export const SHARES = { alone: 5, leading: 2, following: 1, outOfTurn: 1 } as const;

/**
 * Keeps one agent's questions under the gateway's limit. A place is given back `perMs` after its *reply*, not after
 * its start: the gateway counts arrivals, every arrival lies before its reply, so however the network bunches
 * requests no more than `requests` can arrive in any `perMs`. A share that changes is looked at before anybody is
 * let in.
 */
export function createPace({ requests = SHARES.alone, perMs = WINDOW_MS }: PaceOptions) {
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
