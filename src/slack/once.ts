import type { Clock } from '../clock.ts';

/** Remembers for a while what has been seen, within bounded memory. */
export interface Once {
  /** True the first time within the window. */
  isFirst(key: string): boolean;
}

/** @param options.keptMs how long a key is remembered @param options.most beyond it the oldest is forgotten early */
export function createOnce(options: { clock: Clock; keptMs: number; most: number }): Once {
  const { clock, keptMs, most } = options;
  const seen = new Map<string, number>();
  return {
    isFirst(key) {
      const now = clock.monotonic();
      for (const [old, until] of seen) {
        if (now < until && seen.size <= most) break;
        seen.delete(old);
      }
      if (seen.has(key)) return false;
      seen.set(key, now + keptMs);
      return true;
    },
  };
}
