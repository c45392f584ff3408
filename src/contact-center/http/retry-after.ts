/** Upper limit of the pause, whatever the upstream asks for. */
const PAUSE_MAX_MS = 5 * 60_000;
/** Pause for a missing or invalid `Retry-After`. */
const PAUSE_DEFAULT_MS = 2_000;

/**
 * Reads `Retry-After`, which has seconds or an HTTP date. Only these two forms are accepted, because `Date.parse` reads
 * `2.5` as a date.
 *
 * @param now epoch milliseconds
 * @returns milliseconds from `now`
 */
export function retryAfterMs(header: string | readonly string[] | undefined, now: number): number {
  const text = String(header ?? '').trim();
  if (/^\d{1,9}$/.test(text)) return Math.min(Number(text) * 1_000, PAUSE_MAX_MS);
  const requestedMs = text.endsWith(' GMT') ? Date.parse(text) - now : Number.NaN;
  return Number.isFinite(requestedMs) ? Math.min(Math.max(requestedMs, 0), PAUSE_MAX_MS) : PAUSE_DEFAULT_MS;
}
