import { LRUCache } from 'lru-cache';
import { entriesAtMost } from '../../cache-bound.ts';
import type { Clock } from '../../clock.ts';

export interface AllowanceLimits {
  /** Size of a person's burst after a pause. */
  readonly personAtOnce: number;
  readonly personPerMinute: number;
  /** Limit of the workspace in any minute. */
  readonly workspacePerMinute: number;
}

export const ALLOWANCE: AllowanceLimits = { personAtOnce: 10, personPerMinute: 30, workspacePerMinute: 300 };

export type Grant =
  | { readonly kind: 'granted' }
  | {
      readonly kind: 'spent';
      readonly whose: 'person' | 'workspace';
      readonly waitMs: number;
    };

/** The limits on queries of people. Background work is not limited. */
export interface Allowance {
  /** Grants or refuses one query of this person; a refused one does not count. */
  take(userId: string): Grant;
  /** True once per burst of refused queries, so that the person gets one explanation. */
  isFirstOfBurst(userId: string): boolean;
}

const MINUTE_MS = 60_000;
/** Interval without a refused query after which a burst ends. */
const BURST_END_MS = 10_000;
/** Maximum number of people; the least recently seen one is evicted and its limit reset. */
const PEOPLE_MAX = 5_000;

interface Person {
  /** Number of queries left at `at`; fractions accumulate. */
  left: number;
  at: number;
  refusedAt: number;
  isReported: boolean;
}

/** The limits are kept in this process, so several bots multiply them. */
export function createAllowance(options: {
  clock: Pick<Clock, 'monotonic'>;
  limits?: AllowanceLimits;
}): Allowance {
  const { clock, limits = ALLOWANCE } = options;
  const { personAtOnce, personPerMinute, workspacePerMinute } = limits;
  const backAfterMs = MINUTE_MS / personPerMinute;
  const people = new LRUCache<string, Person>(entriesAtMost(PEOPLE_MAX));
  /** Times of the queries granted in the last minute, ascending; at most `workspacePerMinute`. */
  const granted: number[] = [];

  function personOf(userId: string, now: number): Person {
    const known = people.get(userId);
    const person = known ?? {
      left: personAtOnce,
      at: now,
      refusedAt: Number.NEGATIVE_INFINITY,
      isReported: false,
    };
    person.left = Math.min(personAtOnce, person.left + (now - person.at) / backAfterMs);
    person.at = now;
    if (known === undefined) people.set(userId, person);
    return person;
  }

  function spent(person: Person, now: number, whose: 'person' | 'workspace', waitMs: number): Grant {
    if (now - person.refusedAt >= BURST_END_MS) person.isReported = false;
    person.refusedAt = now;
    return { kind: 'spent', whose, waitMs };
  }

  return {
    take(userId) {
      const now = clock.monotonic();
      const person = personOf(userId, now);
      if (person.left < 1) return spent(person, now, 'person', (1 - person.left) * backAfterMs);
      while (granted[0] !== undefined && now - granted[0] >= MINUTE_MS) granted.shift();
      const oldest = granted[0] ?? now;
      if (granted.length >= workspacePerMinute)
        return spent(person, now, 'workspace', oldest + MINUTE_MS - now);
      granted.push(now);
      person.left -= 1;
      return { kind: 'granted' };
    },
    isFirstOfBurst(userId) {
      const person = personOf(userId, clock.monotonic());
      if (person.isReported) return false;
      person.isReported = true;
      return true;
    },
  };
}
