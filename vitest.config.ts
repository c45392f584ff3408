import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Tests wait for conditions instead of times, so this limit only ends a hanging test on a slow machine. */
const POLL_TIMEOUT_MS = 120_000;
const expect = { poll: { timeout: POLL_TIMEOUT_MS } };
/** Limits that only a hanging test exceeds. */
const limits = { testTimeout: 3 * POLL_TIMEOUT_MS, hookTimeout: 3 * POLL_TIMEOUT_MS };

/**
 * Test files share the modules of a worker, which have no state. Loading Bolt, Kysely and zod for each file took longer
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

/** The seed of the property tests, which every worker inherits. A run with the seed of another repeats its inputs. */
process.env['PROPERTY_SEED'] ??= String(Math.trunc(Math.random() * 2 ** 31));

/** Workers and the processes that tests start keep compiled code: a run after the first needs a tenth less processor time. */
process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(
  new URL('node_modules/.cache/node-compile', import.meta.url),
);

/** One project per kind of test. `npm test` runs those that need only the checkout. */
export default defineConfig({
  test: {
    benchmark: { include: [] },
    globalSetup: 'test/support/properties/print-property-seed.ts',
    // Acceptance tests mostly wait, so there are two workers more than cores.
    maxWorkers: availableParallelism() + 2,
    projects: [project('unit'), project('contract'), project('acceptance'), project('browser')],
  },
});
