import { setTimeout as wait } from 'node:timers/promises';

/** Delays that double with each attempt, minus a random half, so that bots do not retry together. */
export interface BackOff {
  readonly firstMs: number;
  readonly longestMs: number;
}

export const PATIENT: BackOff = { firstMs: 1000, longestMs: 30_000 };

/**
 * Retries until the attempt succeeds or `isFinal` returns true. Unlike cockatiel's retry, `signal` also ends the delay,
 * so that a stop does not wait for it.
 */
export async function retryForever<T>(options: {
  attempt: () => Promise<T>;
  isFinal: (error: unknown) => boolean;
  onFailure: (error: unknown) => void;
  backOff: BackOff;
  signal: AbortSignal;
}): Promise<T> {
  const { attempt, isFinal, onFailure, backOff, signal } = options;
  for (let pause = backOff.firstMs; ; pause = Math.min(pause * 2, backOff.longestMs)) {
    signal.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      onFailure(error);
      if (isFinal(error)) throw error;
    }
    await wait(pause * (0.5 + Math.random() / 2), undefined, { signal });
  }
}
