/** However long an upstream asks us to stay away, we look again after this. */
const LONGEST_MS = 5 * 60_000;
/** Where it asks for a pause and names none that makes sense. */
const DEFAULT_MS = 2_000;

/** Reads `Retry-After`: seconds, or an HTTP date. Milliseconds from `now`. */
export function retryAfterMs(header: string | undefined, now: number): number {
  const text = header?.trim() ?? '';
  const asked = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  return Number.isFinite(asked) ? Math.min(Math.max(asked, 0), LONGEST_MS) : DEFAULT_MS;
}
