/**
 * Bounds an `LRUCache` by its number of entries. Its own `max` allocates arrays of that length at once, which took half
 * of the time in which the bot starts.
 */
export function entriesAtMost(count: number): { maxSize: number; sizeCalculation: () => number } {
  return { maxSize: count, sizeCalculation: () => 1 };
}
