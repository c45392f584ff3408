import { defineConfig } from 'vitest/config';

/** Whoever waits for something waits until it happens: how slow the machine is decides nothing. */
const expect = { poll: { timeout: 15_000 } };

/** One project per kind of test; `npm test` runs those that need nothing outside the checkout. */
export default defineConfig({
  test: {
    benchmark: { include: [] },
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], expect, testTimeout: 20_000 } },
      {
        test: {
          name: 'contract',
          include: ['test/contract/**/*.test.ts'],
          expect,
          testTimeout: 20_000,
          hookTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'acceptance',
          include: ['test/acceptance/**/*.test.ts'],
          expect,
          testTimeout: 20_000,
          hookTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          expect,
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
