/**
 * A row of the table that `npm run bench` writes. Absolute times show the scale; the values of a ratio come from one
 * run.
 */
export interface BenchRow {
  readonly what: string;
  readonly figure: string;
  readonly against: string;
  readonly ratio: string;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

export function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}

export function times(value: number): string {
  return `${value.toFixed(2)} x`;
}

/** Returns the duration of a call in milliseconds, with its result. */
export async function timed<T>(run: () => Promise<T> | T): Promise<{ ms: number; value: T }> {
  const begun = performance.now();
  const value = await run();
  return { ms: performance.now() - begun, value };
}
