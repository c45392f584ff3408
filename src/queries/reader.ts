import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock.ts';
import type { Ask, Reading, Value } from '../domain/floor/reading.ts';

export interface ReaderTiming {
  /** An answer this young is given again without asking, milliseconds. */
  readonly freshMs: number;
  /** How long a refused question is not put again, milliseconds. */
  readonly refusedMs: number;
  /** How long the last value may still be shown, with its age, once the upstream fails, milliseconds. */
  readonly keptMs: number;
  /** A flight's own deadline, milliseconds: whoever waits for it may leave sooner, the others go on. */
  readonly budgetMs: number;
}

export interface Reader<K, T> {
  /**
   * Fresh from memory, or from the one flight that everybody who asks meanwhile shares. Background work shares people's
   * flights; its own is apart, since whoever waited for it would wait behind everybody. Throws what the upstream's client throws.
   */
  read(key: K, urgency?: Ask['urgency']): Promise<Reading<T>>;
  /** The same for a person, however fresh what is in memory is. Where it fails, that stays. */
  readAnew(key: K): Promise<Reading<T>>;
  /** The last value that was read, however it came about that there is no newer one. */
  lastValue(key: K): Value<T> | undefined;
}

/** Agent ids come from people, and there are a million of them. */
const MOST_KEPT = 5_000;

interface ReaderOptions<K, T> {
  readonly clock: Clock;
  readonly timing: ReaderTiming;
  readonly ask: (key: K, ask: Ask) => Promise<Reading<T>>;
}

/**
 * One upstream interface as the queries see it: identical questions in flight are one upstream call, above parsing,
 * so what is shared is the parsed value. A flight that fails tells everyone who waits and leaves no trace.
 */
export function createReader<K extends string | number, T>({
  clock,
  timing,
  ask,
}: ReaderOptions<K, T>): Reader<K, T> {
  let routeRefusedUntil = Number.NEGATIVE_INFINITY;
  const peopleWait = new Set<K>();
  const readings = new LRUCache<K, Kept<T>>({
    max: MOST_KEPT,
    ttl: timing.freshMs,
    perf: { now: () => clock.monotonic() },
    // `perf.now` is cheap, and a cached "now" would outlive a jump of a test's clock.
    ttlResolution: 0,
    noDeleteOnFetchRejection: true,
    noDeleteOnStaleGet: true,
    // A flight whose place was taken by others' still has people waiting for it.
    ignoreFetchAbort: true,
    async fetchMethod(key, _stale, { options }) {
      peopleWait.add(key);
      try {
        const kept = await fly(key, 'person');
        options.ttl = lifeOf(kept);
        return kept;
      } finally {
        peopleWait.delete(key);
      }
    },
  });

  async function fly(key: K, urgency: Ask['urgency']): Promise<Kept<T>> {
    const reading = await ask(key, { signal: AbortSignal.timeout(timing.budgetMs), urgency });
    if (reading.kind === 'refused' && reading.scope === 'route')
      routeRefusedUntil = clock.monotonic() + timing.refusedMs;
    return { reading, readAt: clock.monotonic() };
  }

  function lifeOf({ reading }: Kept<T>): number {
    // How many agents a centre has changes as seldom as what it permits.
    const isLasting = reading.kind === 'refused' || reading.kind === 'too-many-agents';
    return isLasting ? timing.refusedMs : timing.freshMs;
  }

  async function readBehind(key: K): Promise<Reading<T>> {
    const kept = await fly(key, 'background');
    readings.set(key, kept, { ttl: lifeOf(kept) });
    return kept.reading;
  }

  return {
    async read(key, urgency = 'person') {
      if (clock.monotonic() < routeRefusedUntil) return { kind: 'refused', scope: 'route' };
      if (urgency === 'background' && !readings.has(key) && !peopleWait.has(key)) return readBehind(key);
      return (await readings.forceFetch(key)).reading;
    },
    async readAnew(key) {
      if (clock.monotonic() < routeRefusedUntil) return { kind: 'refused', scope: 'route' };
      return (await readings.forceFetch(key, { forceRefresh: true })).reading;
    },
    lastValue(key) {
      const kept = readings.peek(key, { allowStale: true });
      if (kept?.reading.kind !== 'value' || clock.monotonic() - kept.readAt > timing.keptMs) return undefined;
      return kept.reading;
    },
  };
}

interface Kept<T> {
  readonly reading: Reading<T>;
  /** By the clock that never jumps. */
  readonly readAt: number;
}
