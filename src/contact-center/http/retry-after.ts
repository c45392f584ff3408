/** However long an upstream asks us to stay away, we look again after this. */
const LONGEST_MS = 5 * 60_000;
/** Where it asks for a pause and names none that makes sense. */
const DEFAULT_MS = 2_000;

/**
 * Reads `Retry-After`: seconds, or an HTTP date. Milliseconds from `now`. Anything else is not guessed at:
 * `Date.parse` would find a year in `2.5`.
 */
export function retryAfterMs(header: string | readonly string[] | undefined, now: number): number {
  const text = String(header ?? '').trim();
  if (/^\d{1,9}$/.test(text)) return Math.min(Number(text) * 1_000, LONGEST_MS);
  const asked = text.endsWith(' GMT') ? Date.parse(text) - now : Number.NaN;
  return Number.isFinite(asked) ? Math.min(Math.max(asked, 0), LONGEST_MS) : DEFAULT_MS;
}
