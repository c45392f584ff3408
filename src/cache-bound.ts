/**
 * Limits an `LRUCache` by its number of entries. Its own option `max` allocates arrays of that length at once, which
 * took half of the start time.
 */
export function entriesAtMost(count: number): { maxSize: number; sizeCalculation: () => number } {
  return { maxSize: count, sizeCalculation: () => 1 };
}
