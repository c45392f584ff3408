import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '../clock.ts';

/** How long the database may keep a piece of work waiting, all of its statements together. */
export interface DatabasePatience {
  /** Within another, whichever has less left holds. */
  readonly within: <T>(ms: number, work: () => Promise<T>) => Promise<T>;
  /** Milliseconds that are left to the work that asks; `usualMs` where no limit was set for it. */
  leftMs(usualMs: number): number;
  /** The whole limit of the work that asks, milliseconds; `usualMs` where no limit was set for it. */
  limitMs(usualMs: number): number;
  /** Counts the time that a statement takes, once for statements that run side by side. */
  timed<T>(statement: () => Promise<T>): Promise<T>;
}

interface Limit {
  readonly ms: number;
  readonly outer: Limit | undefined;
  spentMs: number;
  running: number;
  runningSince: number;
}

/** Only the time that the database takes counts: what the contact centre or Slack take meanwhile has limits of its own. */
export function createDatabasePatience(clock: Pick<Clock, 'monotonic'>): DatabasePatience {
  const limits = new AsyncLocalStorage<Limit>();

  return {
    within: (ms, work) =>
      limits.run({ ms, outer: limits.getStore(), spentMs: 0, running: 0, runningSince: 0 }, work),
    leftMs(usualMs) {
      let left = usualMs;
      for (let limit = limits.getStore(); limit !== undefined; limit = limit.outer) {
        left = Math.min(left, limit.ms - spent(limit));
      }
      return Math.max(0, left);
    },
    limitMs: (usualMs) => limits.getStore()?.ms ?? usualMs,
    async timed(statement) {
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
