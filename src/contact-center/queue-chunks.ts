import type { Reading } from '../domain/reading.ts';
import type { QueueId } from '../domain/snapshot.ts';

/** Both upstreams take only so many queues in one question. */
export function inChunks(queueIds: readonly QueueId[], size: number): QueueId[][] {
  const chunks = Array.from({ length: Math.ceil(queueIds.length / size) }, (_, index) => index * size);
  return chunks.map((start) => queueIds.slice(start, start + size));
}

/** One reading of what was asked in chunks; one chunk without a value is the whole without a value. */
export function joinReadings<T>(
  readings: readonly Reading<ReadonlyMap<QueueId, T>>[],
  takenAt: number,
): Reading<ReadonlyMap<QueueId, T>> {
  const value = new Map<QueueId, T>();
  for (const reading of readings) {
    if (reading.kind !== 'value') return reading;
    for (const [id, each] of reading.value) value.set(id, each);
  }
  return { kind: 'value', value, takenAt };
}
