import type { DatabasePatience } from './database-patience.ts';
import type { StorageRecord } from './storage-record.ts';

/** What a driver needs to know and to tell with each statement. */
export interface DatabaseWatch extends Pick<DatabasePatience, 'leftMs' | 'limitMs' | 'timed'> {
  readonly record: Pick<StorageRecord, 'succeeded' | 'failed'>;
}

/** For a database that is used by itself, as tests and the demo do: the usual limits, and no record. */
export const UNWATCHED: DatabaseWatch = {
  leftMs: (usualMs) => usualMs,
  limitMs: (usualMs) => usualMs,
  timed: (statement) => statement(),
  record: { succeeded: () => undefined, failed: () => undefined },
};
