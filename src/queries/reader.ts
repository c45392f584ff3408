import { LRUCache } from 'lru-cache';
import { entriesAtMost } from '../cache-bound.ts';
import type { Clock } from '../clock.ts';
import type { Ask, Reading, Value } from '../domain/floor/reading.ts';

export interface ReaderTiming {
  /** Maximum age of a cached value that is returned without a request, milliseconds. */
  readonly freshMs: number;
  /** How long a refusal is cached, milliseconds. */
  readonly refusedMs: number;
  /** Maximum age of a stale value, milliseconds. */
  readonly lifetimeMs: number;
  /** Timeout of a shared request, milliseconds. A caller may give up earlier; the others keep waiting. */
  readonly budgetMs: number;
}

export interface Reader<K, T> {
  /**
   * Returns a cached value, or the result of one request that concurrent callers share. Background calls join
   * interactive requests; interactive calls never wait for a background request.
   *
   * @throws {FloorwalkerError} as the upstream's client
   */
  read(key: K, urgency?: Ask['urgency']): Promise<Reading<T>>;
  /**
   * Like {@link read}, with a new request even if the cached value is fresh. After a failure the cached value stays.
   */
  refresh(key: K): Promise<Reading<T>>;
  /** Returns the last value; `undefined` if there is none. */
  lastValue(key: K): Value<T> | undefined;
}

/** Maximum number of cached values. Agent ids come from people, and a million of them are valid. */
const VALUES_MAX = 5_000;

interface ReaderOptions<K, T> {
  readonly clock: Clock;
  readonly timing: ReaderTiming;
  readonly ask: (key: K, ask: Ask) => Promise<Reading<T>>;
}

/**
 * A cache for one upstream interface. Concurrent identical requests become one upstream call, which shares the parsed
 * value. A failed request rejects for all callers and is not cached.
 */
export function createReader<K extends string | number, T>({
  clock,
  timing,
  ask,
}: ReaderOptions<K, T>): Reader<K, T> {
  let routeRefusedUntil = Number.NEGATIVE_INFINITY;
  const interactiveKeys = new Set<K>();
  const readings = new LRUCache<K, Cached<T>>({
    ...entriesAtMost(VALUES_MAX),
    ttl: timing.freshMs,
    perf: { now: () => clock.monotonic() },
    // `perf.now` is cheap, and a cached time would be wrong after a jump of a test's clock.
    ttlResolution: 0,
    noDeleteOnFetchRejection: true,
    noDeleteOnStaleGet: true,
    // A request whose entry was evicted still has callers that wait for it.
    ignoreFetchAbort: true,
    async fetchMethod(key, _stale, { options }) {
      interactiveKeys.add(key);
      try {
        const cached = await request(key, 'person');
        options.ttl = ttlOf(cached);
        return cached;
      } finally {
        interactiveKeys.delete(key);
      }
    },
  });

  async function request(key: K, urgency: Ask['urgency']): Promise<Cached<T>> {
    const reading = await ask(key, { signal: AbortSignal.timeout(timing.budgetMs), urgency });
    if (reading.kind === 'refused' && reading.scope === 'route')
      routeRefusedUntil = clock.monotonic() + timing.refusedMs;
    return { reading, readAt: clock.monotonic() };
  }

  function ttlOf({ reading }: Cached<T>): number {
    // The number of agents changes as rarely as permissions.
    const isLasting = reading.kind === 'refused' || reading.kind === 'too-many-agents';
    return isLasting ? timing.refusedMs : timing.freshMs;
  }

  async function readInBackground(key: K): Promise<Reading<T>> {
    const cached = await request(key, 'background');
    readings.set(key, cached, { ttl: ttlOf(cached) });
    return cached.reading;
  }

  return {
    async read(key, urgency = 'person') {
      if (clock.monotonic() < routeRefusedUntil) return { kind: 'refused', scope: 'route' };
      if (urgency === 'background' && !readings.has(key) && !interactiveKeys.has(key))
        return readInBackground(key);
      return (await readings.forceFetch(key)).reading;
    },
    async refresh(key) {
      if (clock.monotonic() < routeRefusedUntil) return { kind: 'refused', scope: 'route' };
      return (await readings.forceFetch(key, { forceRefresh: true })).reading;
    },
    lastValue(key) {
      const cached = readings.peek(key, { allowStale: true });
      if (cached?.reading.kind !== 'value' || clock.monotonic() - cached.readAt > timing.lifetimeMs)
        return undefined;
      return cached.reading;
    },
  };
}

interface Cached<T> {
  readonly reading: Reading<T>;
  /** Monotonic milliseconds. */
  readonly readAt: number;
}
