import * as fc from 'fast-check';
import { expect } from 'vitest';

/** The seed, which the start of the test run sets and prints. */
const SEED = Number(process.env['PROPERTY_SEED']);

/**
 * Checks a property with the seed of this test run.
 *
 * @param runs how many inputs the property must hold for; inputs that it skips do not count
 */
export async function checkProperty<T>(property: fc.IRawProperty<T>, runs = 100): Promise<void> {
  const details = await fc.check(property, { numRuns: runs, seed: SEED });
  // The report names the seed, the path and the smallest input.
  if (details.failed) throw new Error(fc.defaultReportMessage(details), { cause: details.errorInstance });
  expect(details.numRuns, 'runs of the property').toBe(runs);
}
