import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock.ts';

/** Remembers for a while what has been seen, within bounded memory. */
export interface Once {
  /** True the first time within the window. */
  isFirst(key: string): boolean;
}

/** @param options.keptMs how long a key is remembered @param options.most beyond it the oldest is forgotten early */
export function createOnce(options: { clock: Clock; keptMs: number; most: number }): Once {
  const { clock, keptMs, most } = options;
  const seen = new LRUCache<string, true>({
    max: most,
    ttl: keptMs,
    ttlResolution: 0,
    perf: { now: () => clock.monotonic() },
  });
  return {
    isFirst(key) {
      if (seen.has(key)) return false;
      seen.set(key, true);
      return true;
    },
  };
}
