import { LRUCache } from 'lru-cache';
import { entriesAtMost } from '../../cache-bound.ts';
import type { Clock } from '../../clock.ts';
import type { Logger } from '../../logger.ts';
import { withTimeout } from '../../time.ts';

export interface DedupeCache {
  /** True for the first call with this key within the window. */
  isFirst(key: string): Promise<boolean>;
  /** Removes a key whose action certainly did not happen, so that it counts as new. */
  forget(key: string): Promise<void>;
}

export interface DedupeLimits {
  readonly lifetimeMs: number;
  /** Maximum number of keys in this process; the least recently seen key is evicted. */
  readonly max: number;
}

/** A store of keys that all processes share and that survives restarts. Rejects if the database does not answer. */
export interface SeenStore {
  claim(key: string, lifetimeMs: number): Promise<boolean>;
  release(key: string): Promise<void>;
}

/** Maximum wait for the database, because Slack waits three seconds for an acknowledgement. */
const DATABASE_TIMEOUT_MS = 400;
/** Pause after the database did not answer, in which it is not used. */
const DATABASE_PAUSE_MS = 5_000;

/** Creates a cache for one purpose; keys of different purposes are separate. */
export type MakeDedupeCache = (
  purpose: 'signature' | 'envelope' | 'event' | 'press',
  limits: DedupeLimits,
) => DedupeCache;

/**
 * Keys of this process are checked in memory, keys of other processes and earlier runs in the database. While the
 * database does not answer, only the memory is used: a request is answered, with the risk that a repeated one is acted
 * on twice.
 */
export function createMakeDedupeCache(options: {
  clock: Clock;
  logger: Logger;
  store: SeenStore;
}): MakeDedupeCache {
  const { clock, logger, store } = options;
  let pausedUntil = Number.NEGATIVE_INFINITY;

  async function isFirstOfAll(key: string, lifetimeMs: number): Promise<boolean> {
    if (clock.monotonic() < pausedUntil) return true;
    const answer = store.claim(key, lifetimeMs).catch(() => 'failed' as const);
    const claimed = (await withTimeout(answer, DATABASE_TIMEOUT_MS)) ?? 'late';
    if (typeof claimed === 'boolean') return claimed;
    pausedUntil = clock.monotonic() + DATABASE_PAUSE_MS;
    logger.debug(
      { outcome: claimed },
      'request keys not shared with other processes; the database does not answer',
    );
    return true;
  }

  return (purpose, { lifetimeMs, max }) => {
    const seen = new LRUCache<string, true>({
      ...entriesAtMost(max),
      ttl: lifetimeMs,
      ttlResolution: 0,
      perf: { now: () => clock.monotonic() },
    });
    return {
      async isFirst(key) {
        if (seen.has(key)) return false;
        seen.set(key, true);
        return isFirstOfAll(`${purpose} ${key}`, lifetimeMs);
      },
      async forget(key) {
        seen.delete(key);
        // If the database does not answer, the key stays until it expires.
        await store.release(`${purpose} ${key}`).catch(() => undefined);
      },
    };
  };
}
