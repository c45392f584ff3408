import type { Reading } from '../domain/floor/reading.ts';
import type { QueueId } from '../domain/floor/snapshot.ts';

/** Joins the readings of several chunks. The result has a value only if every chunk has one; `nothing-to-ask` without chunks. */
export function joinReadings<T>(
  readings: readonly Reading<ReadonlyMap<QueueId, T>>[],
  takenAt: number,
): Reading<ReadonlyMap<QueueId, T>> {
  if (readings.length === 0) return { kind: 'nothing-to-ask' };
  const value = new Map<QueueId, T>();
  for (const reading of readings) {
    if (reading.kind !== 'value') return reading;
    for (const [id, each] of reading.value) value.set(id, each);
  }
  return { kind: 'value', value, takenAt };
}
