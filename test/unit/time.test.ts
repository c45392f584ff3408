import { describe, expect, test } from 'vitest';
import { sleep, withTimeout } from '../../src/time.ts';

const NEVER = new Promise<never>(() => undefined);

describe('sleep', () => {
  test('ends at once when its signal is aborted, before it begins or later', async () => {
    const stopping = new AbortController();
    const sleeping = sleep(60_000, stopping.signal);
    stopping.abort();
    await expect(sleeping).resolves.toBeUndefined();
    await expect(sleep(60_000, stopping.signal)).resolves.toBeUndefined();
  });
});

describe('withTimeout', () => {
  test('returns the result or rejects with the error of work that ends in time', async () => {
    expect(await withTimeout(Promise.resolve(1), 60_000)).toBe(1);
    await expect(withTimeout(Promise.reject(new Error('failed')), 60_000)).rejects.toThrow('failed');
  });

  test('returns nothing if the time is over or the signal is aborted first', async () => {
    const stopping = new AbortController();
    const waiting = withTimeout(NEVER, 60_000, stopping.signal);
    stopping.abort();
    expect(await waiting).toBeUndefined();
    expect(await withTimeout(NEVER, 1)).toBeUndefined();
  });
});
