import { Kysely } from 'kysely';
import type { Clock } from '../clock.ts';
import { type FloorwalkerError, isStorageFailure } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { type Binding, bind } from './binding.ts';
import { createDatabaseLimits } from './database-limits.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations.ts';
import { createPostgresStore } from './postgres-store.ts';
import type { FileIdentity } from './sqlite-handle.ts';
import { createSqliteLock } from './sqlite-lock.ts';
import { createSqliteStore } from './sqlite-store.ts';
import { failureKindOf, storageFailure } from './storage-failure.ts';
import { createStorageRecord, type StorageRecordHealth } from './storage-record.ts';
import type { Database } from './tables.ts';

export interface AppDatabase extends ReturnType<typeof createDatabase> {}

export interface DatabaseHealth extends StorageRecordHealth {
  /** `failing`: open, and the last statement failed. `foreign`: it belongs to another workspace or contact centre. */
  readonly state: 'open' | 'opening' | 'failing' | 'unavailable' | 'foreign';
  /** Identity of the open SQLite file; `null` in memory, on PostgreSQL, and while no file is open. */
  readonly file: FileIdentity | null;
}

export interface DatabaseOptions {
  /** `sqlite:<path>`, `sqlite::memory:` or `postgres://…` (`DATABASE_URL`). */
  readonly url: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Replaces the limit of every piece of work for a person, milliseconds; for tests on a busy machine. */
  readonly waitMs?: number | undefined;
}

const SQLITE = 'sqlite:';

/** Creates the handle of the database without opening it; `open` opens it. */
export function createDatabase({ url, clock, logger, waitMs }: DatabaseOptions) {
  const path = url.startsWith(SQLITE) ? url.slice(SQLITE.length) : null;
  const limits = createDatabaseLimits(clock);
  const record = createStorageRecord({ clock, logger });
  const lock = createSqliteLock(path);
  const watch = { ...limits, record, opening: () => (isOpen ? null : firstAttempt()) };
  const store = path === null ? createPostgresStore(url, watch) : createSqliteStore(path, watch);
  const db = new Kysely<Database>({ dialect: store.dialect });
  const tried = Promise.withResolvers<void>();
  let isOpen = false;
  let failure: FloorwalkerError | null = null;
  let opening: Promise<void> | null = null;

  return {
    backend: store.backend,
    /**
     * Waits until the database is open; fails at once after an attempt to open it has failed. On SQLite a transaction
     * holds the only connection, so statements inside a transaction must use the transaction and never `db`; otherwise
     * both wait until a timeout.
     */
    db,
    /**
     * Opens and migrates the database, and binds it to the given workspace and contact centre. May be called again after
     * a failure.
     *
     * @throws {FloorwalkerError} storage-unavailable, or storage-foreign if the database belongs to another bot
     */
    open(binding?: Binding): Promise<void> {
      opening ??= open(binding);
      return opening;
    },
    /**
     * Locks the SQLite file for this process until `close`.
     *
     * @throws {FloorwalkerError} storage-in-use if another process has the lock
     */
    claim: () => lock.take(),
    /** Runs work for a person with a limit of `ms` milliseconds for all of its statements. */
    within: <T>(ms: number, work: () => Promise<T>): Promise<T> => limits.within(waitMs ?? ms, work),
    /** True for errors of the database, which `storage-record.ts` logs. */
    hasFailed: (error: unknown): boolean => {
      if (isStorageFailure(error)) return true;
      if (failureKindOf(error) === 'other') return false;
      record.failed(error);
      return true;
    },
    health: (): DatabaseHealth => ({ ...record.health(), state: state(), file: store.identity() }),
    async close(): Promise<void> {
      await opening?.catch(() => undefined);
      await store.close();
      lock.release();
    },
  };

  async function open(binding: Binding | undefined): Promise<void> {
    try {
      await store.open(async (preparing) => {
        await migrate(preparing, store.backend, MIGRATIONS);
        // The lock file may have been removed together with its folder.
        lock.renew();
        if (binding !== undefined) await bind(preparing, binding);
      });
      isOpen = true;
    } catch (error) {
      opening = null;
      failure = storageFailure(error);
      // A database that belongs to another bot works.
      if (failure.code === 'storage-unavailable') record.failed(failure);
      throw failure;
    } finally {
      tried.resolve();
    }
  }

  /** Waits for the running attempt to open the database. Rejects with the latest failure. */
  async function firstAttempt(): Promise<void> {
    await tried.promise;
    if (!isOpen && failure !== null) throw failure;
  }

  function state(): DatabaseHealth['state'] {
    if (isOpen) return record.health().failure === null ? 'open' : 'failing';
    if (failure === null) return 'opening';
    return failure.code === 'storage-foreign' ? 'foreign' : 'unavailable';
  }
}
