import { withTimeout } from '../time.ts';
import type { DatabaseLimits } from './database-limits.ts';
import { noAnswerWithin } from './storage-failure.ts';
import type { StorageRecord } from './storage-record.ts';

/** Limits for each statement of a driver, and the record of its outcome. */
export interface DatabaseWatch extends Pick<DatabaseLimits, 'leftMs' | 'limitMs' | 'timed'> {
  readonly record: Pick<StorageRecord, 'succeeded' | 'failed'>;
  /** `null` while the database is open. Rejects if the database could not be opened. */
  opening(): Promise<void> | null;
}

/** The watch for migrations, which have only the limits of the driver. */
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
 * Waits until the database is open, within the limit of the caller.
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
