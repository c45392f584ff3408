import { expect, vi } from 'vitest';

/**
 * Budgets in real time are measured only where nothing else runs on the machine: with `TEST_BUDGETS=measured`, as `.ci/run`
 * does at its end. Everywhere else a slow machine must not fail a test, and the limits only end what hangs.
 */
const IS_MEASURED = process.env['TEST_BUDGETS'] === 'measured';
/** Longer than anything takes on a machine that does much else, milliseconds: only what hangs passes it. */
const HANGS_MS = 120_000;

/** The limit itself where budgets are measured, else so long that only what hangs passes it. Milliseconds. */
export function budget(ms: number): number {
  return IS_MEASURED ? ms : HANGS_MS;
}

/**
 * What the bots of tests give an upstream to answer a question, milliseconds: the bot's own 2.5 s where budgets are
 * measured. Elsewhere long enough that a healthy simulator on a busy machine is never taken for a silent one.
 */
export const QUESTION_MS = IS_MEASURED ? 2_500 : 10_000;

/** Repeats a check until it passes, and returns its result. `vi.waitFor` alone gives up after one second. */
export function eventually<T>(
  check: () => T | Promise<T>,
  { timeout = HANGS_MS, interval = 50 }: { timeout?: number; interval?: number } = {},
): Promise<T> {
  // oxlint-disable-next-line no-restricted-properties -- this is the one place that gives it a limit
  return vi.waitFor(check, { timeout, interval });
}

/** @param begun by `performance.now()` */
export function expectWithin(ms: number, begun: number): void {
  expect(performance.now() - begun).toBeLessThan(budget(ms));
}
