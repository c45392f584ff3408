import leven from 'leven';

const NAME_MAX = 80;

/**
 * Returns the most likely meaning of a mistyped word; `undefined` if there is none, or more than one at the same
 * distance. The first letter must match, and words of up to four letters may only have transposed letters, so that no
 * real word is replaced.
 *
 * @param words each known word with its meaning; equal meanings must be equal values
 */
export function nearMiss<T>(typed: string, words: Iterable<readonly [string, T]>): T | undefined {
  const near = Array.from(words, ([word, meaning]) => ({
    meaning,
    distance: distanceTo(typed, word),
  })).filter(({ distance }) => Number.isFinite(distance));
  const least = Math.min(...near.map(({ distance }) => distance));
  const meanings = new Set(near.filter(({ distance }) => distance === least).map(({ meaning }) => meaning));
  return meanings.size === 1 ? [...meanings][0] : undefined;
}

/** Edit distance, with a transposition as one edit; infinite if it is too large. */
function distanceTo(typed: string, word: string): number {
  if (typed.length > NAME_MAX || typed[0] !== word[0]) return Number.POSITIVE_INFINITY;
  const distance = leven(typed, word, { maxDistance: 3 });
  if (distance <= 2 && lettersOf(typed) === lettersOf(word)) return Math.min(distance, 1);
  const shorter = Math.min(typed.length, word.length);
  const allowed = shorter < 5 ? 0 : shorter < 7 ? 1 : 2;
  return distance <= allowed ? distance : Number.POSITIVE_INFINITY;
}

function lettersOf(word: string): string {
  return word.split('').toSorted().join('');
}
