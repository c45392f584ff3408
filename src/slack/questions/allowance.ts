import { LRUCache } from 'lru-cache';
import type { Clock } from '../../clock.ts';

export interface AllowanceLimits {
  /** Questions that one person may ask at once, after a while without any. */
  readonly personAtOnce: number;
  readonly personPerMinute: number;
  /** Everybody together, in any minute. */
  readonly workspacePerMinute: number;
}

export const ALLOWANCE: AllowanceLimits = { personAtOnce: 10, personPerMinute: 30, workspacePerMinute: 300 };

export type Grant =
  | { readonly kind: 'granted' }
  | {
      readonly kind: 'spent';
      readonly whose: 'person' | 'workspace';
      /** Until one more question may be asked. */
      readonly waitMs: number;
    };

/** How many questions people may ask. What the bot does by itself asks for no grant. */
export interface Allowance {
  /** One question of this person: granted, or not and then without any cost. */
  take(userId: string): Grant;
  /** True once per burst of this person's questions that were not granted: that is when the person is told. */
  isNews(userId: string): boolean;
}

const MINUTE_MS = 60_000;
/** A burst of refused questions ends after this long without another. */
const BURST_OVER_MS = 10_000;
/** Maximum number of people; the least recent one is evicted, and counts as new with the next question. */
const PEOPLE_MAX = 5_000;

interface Person {
  /** Questions left at `at`; a fraction is a question on its way back. */
  left: number;
  at: number;
  refusedAt: number;
  isTold: boolean;
}

/** In memory of this process. Several bots on one workspace each grant their own. */
export function createAllowance(options: {
  clock: Pick<Clock, 'monotonic'>;
  limits?: AllowanceLimits;
}): Allowance {
  const { clock, limits = ALLOWANCE } = options;
  const { personAtOnce, personPerMinute, workspacePerMinute } = limits;
  const backAfterMs = MINUTE_MS / personPerMinute;
  const people = new LRUCache<string, Person>({ max: PEOPLE_MAX });
  /** When the questions of the last minute were granted, oldest first: at most `workspacePerMinute`. */
  const granted: number[] = [];

  function personOf(userId: string, now: number): Person {
    const known = people.get(userId);
    const person = known ?? {
      left: personAtOnce,
      at: now,
      refusedAt: Number.NEGATIVE_INFINITY,
      isTold: false,
    };
    person.left = Math.min(personAtOnce, person.left + (now - person.at) / backAfterMs);
    person.at = now;
    if (known === undefined) people.set(userId, person);
    return person;
  }

  function spent(person: Person, now: number, whose: 'person' | 'workspace', waitMs: number): Grant {
    if (now - person.refusedAt >= BURST_OVER_MS) person.isTold = false;
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
    isNews(userId) {
      const person = personOf(userId, clock.monotonic());
      if (person.isTold) return false;
      person.isTold = true;
      return true;
    },
  };
}
