import { setTimeout as delay } from 'node:timers/promises';

/** Resolves after `ms` milliseconds, or as soon as `signal` is aborted. Never rejects. */
export async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}

/**
 * Resolves with the result of `promise`, or with `undefined` after `ms` milliseconds or as soon as `signal` is
 * aborted. The work behind `promise` goes on; its later result or error is ignored. Rejects if `promise` rejects
 * before that.
 */
export async function withTimeout<T>(
  promise: Promise<T>,
  ms: number,
  signal?: AbortSignal,
): Promise<T | undefined> {
  const settled = new AbortController();
  const ended = signal === undefined ? settled.signal : AbortSignal.any([signal, settled.signal]);
  try {
    return await Promise.race([promise, sleep(ms, ended).then(() => undefined)]);
  } finally {
    settled.abort();
  }
}
