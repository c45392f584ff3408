import { closestMatch } from 'leven';

export interface MisspeltName {
  readonly name: string;
  readonly suggested: string;
}

/** Maximum number of differing letters by length of the name; short names such as HOST resemble too many others. */
const MAX_DISTANCES = [
  { fromLength: 8, letters: 2 },
  { fromLength: 5, letters: 1 },
];

/** Returns the given names that are unknown, but differ from a known one only in case, punctuation or a few letters. */
export function misspeltNames(given: readonly string[], known: readonly string[]): MisspeltName[] {
  return given
    .filter((name) => !known.includes(name))
    .flatMap((name) => {
      const suggested = known.find((other) => isClose(fold(name), fold(other))) ?? nearest(name, known);
      return suggested === undefined ? [] : [{ name, suggested }];
    });
}

/** True if one name has one more letter at the end, as in PORTS. */
function isClose(name: string, other: string): boolean {
  return name === other || name === `${other}S`;
}

function nearest(name: string, known: readonly string[]): string | undefined {
  const folded = fold(name);
  const letters = MAX_DISTANCES.find(({ fromLength }) => folded.length >= fromLength)?.letters ?? 0;
  const match = closestMatch(folded, known.map(fold), { maxDistance: letters });
  return known.find((other) => fold(other) === match);
}

/** Upper case, letters and digits only, without the bot's name as prefix. */
function fold(name: string): string {
  return name
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '')
    .replace(/^FLOORWALKER(?=.)/, '');
}
