import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '../clock.ts';

export interface DatabaseLimits extends ReturnType<typeof createDatabaseLimits> {}

interface Limit {
  readonly ms: number;
  readonly outer: Limit | undefined;
  spentMs: number;
  running: number;
  runningSince: number;
}

/**
 * Time limits for pieces of work, each for all of its statements together. Only time in the database counts, because
 * requests to the contact centre and Slack have their own limits.
 */
export function createDatabaseLimits(clock: Pick<Clock, 'monotonic'>) {
  const limits = new AsyncLocalStorage<Limit>();

  return {
    /** Runs `work` with a limit of `ms` milliseconds. Of nested limits the shorter remaining one applies. */
    within: <T>(ms: number, work: () => Promise<T>): Promise<T> =>
      limits.run({ ms, outer: limits.getStore(), spentMs: 0, running: 0, runningSince: 0 }, work),
    /** Remaining milliseconds of the calling work; `usualMs` if the work has no limit. */
    leftMs(usualMs: number): number {
      let left = usualMs;
      for (let limit = limits.getStore(); limit !== undefined; limit = limit.outer) {
        left = Math.min(left, limit.ms - spent(limit));
      }
      return Math.max(0, left);
    },
    /** The limit of the calling work in milliseconds; `usualMs` if the work has no limit. */
    limitMs: (usualMs: number): number => limits.getStore()?.ms ?? usualMs,
    /** Counts the duration of a statement. Concurrent statements are counted once. */
    async timed<T>(statement: () => Promise<T>): Promise<T> {
      const limit = limits.getStore();
      for (let each = limit; each !== undefined; each = each.outer) begin(each);
      try {
        return await statement();
      } finally {
        for (let each = limit; each !== undefined; each = each.outer) end(each);
      }
    },
  };

  function spent(limit: Limit): number {
    return limit.spentMs + (limit.running > 0 ? clock.monotonic() - limit.runningSince : 0);
  }

  function begin(limit: Limit): void {
    if (limit.running === 0) limit.runningSince = clock.monotonic();
    limit.running += 1;
  }

  function end(limit: Limit): void {
    limit.running -= 1;
    if (limit.running === 0) limit.spentMs += clock.monotonic() - limit.runningSince;
  }
}
