/** Limits an `LRUCache` by entries. Its own `max` allocates arrays, which took half of the start time. */
export function entriesAtMost(count: number): { maxSize: number; sizeCalculation: () => number } {
  return { maxSize: count, sizeCalculation: () => 1 };
}
