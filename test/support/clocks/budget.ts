import { expect, vi } from 'vitest';

/**
 * Budgets in real time are checked only on an otherwise idle machine: with `TEST_BUDGETS=measured`, which `.ci/run`
 * sets at its end. Elsewhere a slow machine must not fail a test, and the limits only end hanging tests.
 */
const IS_MEASURED = process.env['TEST_BUDGETS'] === 'measured';
/** The limit in milliseconds where budgets are not checked. Only a hanging test exceeds it, even on a busy machine. */
const HANG_TIMEOUT_MS = 120_000;

/** Returns the limit if budgets are checked, else a limit that only a hanging test exceeds. Milliseconds. */
export function budget(ms: number): number {
  return IS_MEASURED ? ms : HANG_TIMEOUT_MS;
}

/**
 * Time limit of a question to an upstream in the tests' bots, in milliseconds: the bot's own 2.5 s if budgets are
 * checked; else longer, so that a healthy simulator on a busy machine never counts as silent.
 */
export const QUESTION_MS = IS_MEASURED ? 2_500 : 10_000;

/** The time that Slack gives an app to acknowledge a request, milliseconds. */
export const ACK_WITHIN_MS = budget(3_000);

/** The time that the bots of tests give the socket to answer a ping, milliseconds: a stalled process does not lose its socket. */
export const PONG_TIMEOUT_MS = budget(5_000);

/**
 * Timeout of a short question to Slack, such as who a person is, in the tests' bots, in milliseconds: the bot's own 2 s if
 * budgets are checked; else longer.
 */
export const QUICK_SLACK_TIMEOUT_MS = IS_MEASURED ? 2_000 : 10_000;

/**
 * Maximum wait of people for the database in the tests' bots, in milliseconds: the bot's own if budgets are checked; else longer,
 * so that a disk that stalls is not a database that fails.
 */
export const DATABASE_WAIT_MS = IS_MEASURED ? undefined : 10_000;

/** Repeats a check until it passes, and returns its result. `vi.waitFor` alone gives up after one second. */
export function eventually<T>(
  check: () => T | Promise<T>,
  { timeout = HANG_TIMEOUT_MS, interval = 50 }: { timeout?: number; interval?: number } = {},
): Promise<T> {
  // oxlint-disable-next-line no-restricted-properties -- this is the one place that gives it a limit
  return vi.waitFor(check, { timeout, interval });
}

/** @param begun an instant of `performance.now()` */
export function expectWithin(ms: number, begun: number): void {
  expect(performance.now() - begun).toBeLessThan(budget(ms));
}
