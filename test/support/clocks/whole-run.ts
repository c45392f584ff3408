/**
 * `.ci/run` sets `TEST_RUN=whole` and runs every test at its full length. Otherwise the longest tests are shortened, so
 * that `npm test` takes a minute or two on two cores.
 */
const IS_WHOLE = process.env['TEST_RUN'] === 'whole';

/** @returns `whole` in a whole run, else `short` */
export function wholeOr<Whole, Short>(whole: Whole, short: Short): Whole | Short {
  return IS_WHOLE ? whole : short;
}
