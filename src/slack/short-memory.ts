import type { Clock } from '../clock.ts';

/** Answers kept for a short while, each asked once however many want it at the same time. Failures are not kept. */
export interface ShortMemory<T> {
  get(key: string, ask: () => Promise<T>): Promise<T>;
}

export function createShortMemory<T>(options: {
  clock: Clock;
  keptMs: number;
  most: number;
}): ShortMemory<T> {
  const { clock, keptMs, most } = options;
  const kept = new Map<string, { answer: Promise<T>; until: number }>();
  return {
    get(key, ask) {
      const before = kept.get(key);
      if (before !== undefined && clock.monotonic() < before.until) return before.answer;
      const entry = { answer: ask(), until: clock.monotonic() + keptMs };
      kept.delete(key);
      kept.set(key, entry);
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
      entry.answer.catch(() => {
        if (kept.get(key) === entry) kept.delete(key);
      });
      return entry.answer;
    },
  };
}
