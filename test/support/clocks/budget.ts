import { expect } from 'vitest';

/**
 * Budgets in real time are measured only where nothing else runs on the machine: with `TEST_BUDGETS=measured`, as `.ci/run`
 * does at its end. Everywhere else a slow machine must not fail a test, and the limits only end what hangs.
 */
const IS_MEASURED = process.env['TEST_BUDGETS'] === 'measured';
const HANGS_MS = 60_000;

/** The limit itself where budgets are measured, else so long that only what hangs passes it. Milliseconds. */
export function budget(ms: number): number {
  return IS_MEASURED ? ms : HANGS_MS;
}

/**
 * What the bots of tests give an upstream to answer a question, milliseconds: the bot's own 2.5 s where budgets are
 * measured. Elsewhere long enough that a healthy simulator on a busy machine is never taken for a silent one.
 */
export const QUESTION_MS = IS_MEASURED ? 2_500 : 10_000;

/** @param begun by `performance.now()` */
export function expectWithin(ms: number, begun: number): void {
  expect(performance.now() - begun).toBeLessThan(budget(ms));
}
