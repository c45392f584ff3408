import { defineConfig } from 'vitest/config';

/** A test that waits for something waits until it happens: how slow the machine is decides nothing. */
const PATIENCE_MS = 60_000;
const expect = { poll: { timeout: PATIENCE_MS } };
/** These only end a test that hangs. */
const limits = { testTimeout: 3 * PATIENCE_MS, hookTimeout: 3 * PATIENCE_MS };

/** One project per kind of test; `npm test` runs those that need nothing outside the checkout. */
export default defineConfig({
  test: {
    benchmark: { include: [] },
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], expect, ...limits } },
      {
        test: {
          name: 'contract',
          include: ['test/contract/**/*.test.ts'],
          expect,
          ...limits,
        },
      },
      {
        test: {
          name: 'acceptance',
          include: ['test/acceptance/**/*.test.ts'],
          expect,
          ...limits,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          expect,
          ...limits,
        },
      },
    ],
  },
});
