import { LRUCache } from 'lru-cache';
import type { Clock } from '../../clock.ts';
import type { Logger } from '../../logger.ts';
import { withTimeout } from '../../time.ts';

/** Remembers for a while what has been seen, within bounded memory. */
export interface Once {
  /** True the first time within the window. */
  isFirst(key: string): Promise<boolean>;
  /** What the key stands for was certainly not done: the next time is the first again. */
  forget(key: string): Promise<void>;
}

export interface OnceLimits {
  /** How long a key is remembered, milliseconds. */
  readonly keptMs: number;
  /** This process remembers at most so many keys; beyond it the oldest is forgotten early. */
  readonly most: number;
}

/** The same memory for every process of the bot, and across restarts. Rejects where the database does not answer. */
export interface SeenStore {
  claim(key: string, keptMs: number): Promise<boolean>;
  release(key: string): Promise<void>;
}

/** Slack waits three seconds for an acknowledgement, and a database that hangs must not use them up. */
const DATABASE_TIMEOUT_MS = 400;
/** After the database did not answer, for how long it is not asked. */
const DATABASE_PAUSE_MS = 5_000;

/** Makes a memory for one purpose; keys of different purposes never meet. */
export type MakeOnce = (purpose: 'signature' | 'envelope' | 'event' | 'press', limits: OnceLimits) => Once;

/**
 * What this process has seen is known without asking. Beyond that the database decides, which knows what other
 * processes and earlier ones have seen. While it does not answer in time the memory of the process has to do: a
 * person is answered, at the risk that a repeated request is acted on twice.
 */
export function createMakeOnce(options: { clock: Clock; logger: Logger; store: SeenStore }): MakeOnce {
  const { clock, logger, store } = options;
  let pausedUntil = Number.NEGATIVE_INFINITY;

  async function isFirstOfAll(key: string, keptMs: number): Promise<boolean> {
    if (clock.monotonic() < pausedUntil) return true;
    const answer = store.claim(key, keptMs).catch(() => 'failed' as const);
    const claimed = (await withTimeout(answer, DATABASE_TIMEOUT_MS)) ?? 'late';
    if (typeof claimed === 'boolean') return claimed;
    pausedUntil = clock.monotonic() + DATABASE_PAUSE_MS;
    logger.debug({ outcome: claimed }, 'the memory of requests is that of this process alone for now');
    return true;
  }

  return (purpose, { keptMs, most }) => {
    const seen = new LRUCache<string, true>({
      max: most,
      ttl: keptMs,
      ttlResolution: 0,
      perf: { now: () => clock.monotonic() },
    });
    return {
      async isFirst(key) {
        if (seen.has(key)) return false;
        seen.set(key, true);
        return isFirstOfAll(`${purpose} ${key}`, keptMs);
      },
      async forget(key) {
        seen.delete(key);
        // Where the database does not answer, the key goes when its time is over.
        await store.release(`${purpose} ${key}`).catch(() => undefined);
      },
    };
  };
}
