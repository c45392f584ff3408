import { withTimeout } from '../time.ts';
import type { DatabaseLimits } from './database-limits.ts';
import { noAnswerWithin } from './storage-failure.ts';
import type { StorageRecord } from './storage-record.ts';

/** What a driver asks and reports with each statement. */
export interface DatabaseWatch extends Pick<DatabaseLimits, 'leftMs' | 'limitMs' | 'timed'> {
  readonly record: Pick<StorageRecord, 'succeeded' | 'failed'>;
  /** `null` while the database is open. Rejects if the database could not be opened. */
  opening(): Promise<void> | null;
}

/** For the statements that prepare a database before it counts as open: only the driver's own limits hold. */
export function watchOfPreparation(record: DatabaseWatch['record']): DatabaseWatch {
  return {
    record,
    leftMs: (usualMs) => usualMs,
    limitMs: (usualMs) => usualMs,
    timed: (statement) => statement(),
    opening: () => null,
  };
}

/**
 * Waits until the database is open, at most for as long as the work that asks may wait for the database.
 *
 * @throws {FloorwalkerError} storage-unavailable, or storage-foreign if the database belongs to another bot
 */
export async function untilOpen(watch: DatabaseWatch, usualMs: number): Promise<void> {
  const opening = watch.opening();
  if (opening === null) return;
  const opened = opening.then(() => true);
  const isOpen = await watch.timed(() => withTimeout(opened, watch.leftMs(usualMs)));
  if (isOpen === undefined) throw noAnswerWithin(watch.limitMs(usualMs));
}
