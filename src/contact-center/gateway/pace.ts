import { setTimeout as delay } from 'node:timers/promises';
import PQueue from 'p-queue';
import type { Ask } from '../../domain/reading.ts';
import { FloorwalkerError } from '../../errors.ts';

const PRIORITY = { person: 1, background: 0 } as const;
/** In turns of `requests`: whoever would wait for more of them is better told at once, and asks another upstream. */
const LONGEST_WAIT = 4;

export interface PaceOptions {
  /** The gateway's own limit per calling agent: 5 requests per 2 s (pages 0406, 0413, 0418). */
  readonly requests?: number;
  readonly perMs?: number;
}

/**
 * Keeps one agent's questions under the gateway's limit. A place is given back `perMs` after its *reply*, not after
 * its start: the gateway counts arrivals, every arrival lies before its reply, so however the network bunches
 * requests no more than `requests` can arrive in any `perMs`.
 */
export function createPace({ requests = 5, perMs = 2_000 }: PaceOptions) {
  const places = new PQueue({ concurrency: requests });

  function ahead(urgency: Ask['urgency']): number {
    return urgency === 'person' ? places.sizeBy({ priority: PRIORITY.person }) : places.size;
  }

  return async function inTurn<T>(ask: Ask, request: () => Promise<T>): Promise<T> {
    if (ahead(ask.urgency) >= requests * LONGEST_WAIT) throw new FloorwalkerError('upstream-queue-full');
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
      await start().then(reply.resolve, reply.reject);
      await delay(perMs, undefined, { ref: false });
    }
  };
}

export type Pace = ReturnType<typeof createPace>;
