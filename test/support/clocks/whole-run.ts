/**
 * `.ci/run` sets `TEST_RUN=whole` and runs every test at its full length. Without it the longest tests are shortened, so
 * that `npm test` takes a minute or two on two cores.
 */
const IS_WHOLE = process.env['TEST_RUN'] === 'whole';

/** @returns `whole` where the run is whole, else `short` */
export function wholeOr<Whole, Short>(whole: Whole, short: Short): Whole | Short {
  return IS_WHOLE ? whole : short;
}
