/** Splits a list into chunks of at most `size` items, because upstreams and databases limit the size of a request. */
export function chunksOf<T>(list: readonly T[], size: number): T[][] {
  const starts = Array.from({ length: Math.ceil(list.length / size) }, (_, index) => index * size);
  return starts.map((start) => list.slice(start, start + size));
}
