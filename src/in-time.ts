import { setTimeout as delay } from 'node:timers/promises';

/**
 * What `work` resolves to, or `undefined` where that takes longer than `ms` milliseconds. The work is not stopped, and
 * what becomes of it afterwards is ignored. Rejects where the work rejects in time.
 */
export async function inTime<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  const settled = new AbortController();
  const late = delay(ms, undefined, { signal: settled.signal }).catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    settled.abort();
  }
}
