import { type ErrorCode, failureCode, isStorageFailure } from '../errors.ts';
import type { Logger } from '../logger.ts';

/**
 * Maximum wait of a person for the database, milliseconds, so that answers come within four seconds: `long` for reports and
 * lists, `short` for everything else. An answer may include several uses of the database.
 */
export const DATABASE_WAIT_MS = { short: 1_000, long: 2_000 } as const;

/** The database did not answer. What was to be written is not, unless the code is `storage-outcome-unknown`. */
export interface StorageProblem {
  readonly kind: 'no-storage';
  /** `storage-unavailable` unless the error has a code of its own. */
  readonly code: ErrorCode;
}

export interface DatabaseGuardOptions {
  /** Runs work for which the database may take so long in all, milliseconds. */
  readonly within: <T>(ms: number, work: () => Promise<T>) => Promise<T>;
  readonly logger: Logger;
}

/** Bounds work on the database and gives its failures as a result. */
export function createDatabaseGuard({ within, logger }: DatabaseGuardOptions) {
  return { within, orNoStorage };

  async function orNoStorage<T>(work: () => Promise<T>): Promise<T | StorageProblem> {
    try {
      return await work();
    } catch (error) {
      if (!isStorageFailure(error))
        logger.error({ err: error }, 'history or subscriptions not read or written');
      return { kind: 'no-storage', code: failureCode(error) };
    }
  }
}
