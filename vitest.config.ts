import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** A test that waits for something waits until it happens: how slow the machine is decides nothing. */
const POLL_TIMEOUT_MS = 120_000;
const expect = { poll: { timeout: POLL_TIMEOUT_MS } };
/** These only end a test that hangs. */
const limits = { testTimeout: 3 * POLL_TIMEOUT_MS, hookTimeout: 3 * POLL_TIMEOUT_MS };

/**
 * Test files share a worker's modules, which hold no state: loading Bolt, Kysely and zod anew for each file took more time
 * than the tests.
 */
function project(name: string) {
  return {
    test: {
      name,
      include: [`test/${name}/**/*.test.ts`, `sandbox/*/test/${name}/**/*.test.ts`],
      isolate: false,
      expect,
      ...limits,
    },
  };
}

/** Every worker inherits it. Another run is given this one's number to repeat what it found. */
process.env['PROPERTY_SEED'] ??= String(Math.trunc(Math.random() * 2 ** 31));

/** One project per kind of test; `npm test` runs those that need nothing outside the checkout. */
export default defineConfig({
  test: {
    benchmark: { include: [] },
    globalSetup: 'test/support/properties/print-property-seed.ts',
    // Much of an acceptance test is waiting: one worker more than a small machine has cores.
    maxWorkers: availableParallelism() + 1,
    projects: [project('unit'), project('contract'), project('acceptance'), project('browser')],
  },
});
