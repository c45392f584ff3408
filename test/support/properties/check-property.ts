import * as fc from 'fast-check';
import { expect } from 'vitest';
import { wholeOr } from '../clocks/whole-run.ts';

/** The seed, which the start of the test run sets and prints. */
const SEED = Number(process.env['PROPERTY_SEED']);

/** A shortened run makes this share of the runs, but not fewer than this number. */
const SHORT_SHARE = 0.2;
const SHORT_RUNS_MIN = 50;

/**
 * Checks a property with the seed of this test run.
 *
 * @param wholeRuns how many inputs the property must hold for in a whole run; inputs that it skips do not count
 */
export async function checkProperty<T>(property: fc.IRawProperty<T>, wholeRuns = 100): Promise<void> {
  const runs = wholeOr(wholeRuns, Math.min(wholeRuns, Math.max(SHORT_RUNS_MIN, wholeRuns * SHORT_SHARE)));
  const details = await fc.check(property, { numRuns: runs, seed: SEED });
  // The report names the seed, the path and the smallest input.
  if (details.failed) throw new Error(fc.defaultReportMessage(details), { cause: details.errorInstance });
  expect(details.numRuns, 'runs of the property').toBe(runs);
}
