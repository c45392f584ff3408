/**
 * `.ci/run` sets `TEST_RUN=whole` and runs every test at its full length. Otherwise the longest tests are shortened, so
 * that `npm test` takes a minute or two on two cores.
 */
const IS_WHOLE = process.env['TEST_RUN'] === 'whole';

/** @returns `whole` in a whole run, else `short` */
export function wholeOr<Whole, Short>(whole: Whole, short: Short): Whole | Short {
  return IS_WHOLE ? whole : short;
}

/**
 * @param names of the cases that a shortened run keeps: one of each kind
 * @returns every case where the run is whole, else those that begin with one of the names
 */
export function wholeOrNamed<Case extends readonly [string, ...unknown[]]>(
  cases: readonly Case[],
  names: readonly Case[0][],
): readonly Case[] {
  const unknown = names.filter((name) => !cases.some(([each]) => each === name));
  if (unknown.length > 0) throw new Error(`There is no case ${unknown.join(', ')}`);
  return wholeOr(
    cases,
    cases.filter(([name]) => names.includes(name)),
  );
}
