import leven from 'leven';

const NAME_MAX = 80;

/**
 * What a mistyped word most likely means; `undefined` where nothing, or more than one meaning, is as near. Strict, so
 * that a suggestion never turns one real word into another: the first letter must be right, and words of up to four
 * letters may only have letters in the wrong order.
 *
 * @param words each known word with what it means; equal meanings must be equal values
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

/** Infinite where the two are too far apart. Letters in the wrong order are one mistake. */
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
