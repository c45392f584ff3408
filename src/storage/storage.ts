import type { Kysely } from 'kysely';
import type { Clock } from '../clock.ts';
import { FloorwalkerError, failureCode, isStorageFailure } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { withTimeout } from '../time.ts';
import { type Binding, bind } from './binding.ts';
import { type DatabaseOptions, type OpenDatabase, openDatabase, SQLITE } from './database.ts';
import { createDatabasePatience } from './database-patience.ts';
import type { FileIdentity } from './sqlite-handle.ts';
import { createSqliteLock } from './sqlite-lock.ts';
import { failureKindOf, noAnswerWithin, storageFailure } from './storage-failure.ts';
import { createStorageRecord, type StorageRecordHealth } from './storage-record.ts';
import type { Database } from './tables.ts';

export interface StorageHealth extends StorageRecordHealth {
  /** The SQLite file that is open; `null` in memory, on PostgreSQL, and while none is. */
  readonly file: FileIdentity | null;
}

/**
 * The database, opened when first needed, so that the bot starts and answers without it. What people wait on is never
 * waited for longer than they would.
 */
export interface Storage {
  /** Resolves once Slack has named the workspace. Until then nothing is read or kept. */
  readonly ready: Promise<unknown>;
  /**
   * On SQLite the file becomes this process's until {@link Storage.close}, or until the process ends, however it does.
   * @throws {FloorwalkerError} `storage-in-use` where another process has it
   */
  claim(): void;
  /** @throws {FloorwalkerError} `storage-unavailable`: cannot be opened, failed, or took too long */
  use<T>(work: (db: Kysely<Database>) => Promise<T>): Promise<T>;
  /** Runs work that people wait on: the database may take so long for it in all, milliseconds. */
  readonly within: <T>(ms: number, work: () => Promise<T>) => Promise<T>;
  /** For the bot's own work, whose statements may take long. @throws {FloorwalkerError} `storage-unavailable` */
  open(): Promise<OpenDatabase>;
  /** Whether this error is the database's, of which the database's own log lines tell. */
  readonly hasFailed: (error: unknown) => boolean;
  health(): StorageHealth;
  close(): Promise<void>;
}

export interface StorageOptions extends Pick<DatabaseOptions, 'url'> {
  /** What the database is bound to when it is opened. Resolves once Slack has named the workspace; until then it is not opened. */
  readonly binding: Promise<Binding>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** For one piece of work that people wait on, milliseconds. */
  readonly patienceMs?: number;
  /** After a failure to open, for how long it is not tried again. */
  readonly pauseMs?: number;
}

/** Several such pieces may stand behind one answer, which is there within four seconds. */
const PATIENCE_MS = 1_000;
const PAUSE_MS = 5_000;

export function createStorage(options: StorageOptions): Storage {
  const { url, binding, clock, logger, patienceMs = PATIENCE_MS, pauseMs = PAUSE_MS } = options;
  const patience = createDatabasePatience(clock);
  const record = createStorageRecord({ clock, logger });
  const lock = createSqliteLock(url.startsWith(SQLITE) ? url.slice(SQLITE.length) : null);
  let opening: Promise<OpenDatabase> | undefined;
  let opened: OpenDatabase | undefined;
  let pausedUntil = Number.NEGATIVE_INFINITY;

  async function open(): Promise<OpenDatabase> {
    const wanted = await binding;
    if (opening !== undefined) return opening;
    if (clock.monotonic() < pausedUntil) {
      throw new FloorwalkerError('storage-unavailable', { detail: 'given a pause' });
    }
    opening = openBound(wanted);
    try {
      opened = await opening;
      return opened;
    } catch (error) {
      opening = undefined;
      pausedUntil = clock.monotonic() + pauseMs;
      if (!isForeign(error)) record.failed(error);
      throw error;
    }
  }

  function openBound(wanted: Binding): Promise<OpenDatabase> {
    return openDatabase({
      url,
      watch: { ...patience, record },
      async prepare(db) {
        // A folder that was removed took the lock's file with it.
        lock.renew();
        await bind(db, wanted);
      },
    });
  }

  /** Opening has limits of its own, which are longer than people's. */
  async function openInTime(): Promise<OpenDatabase> {
    const leftMs = patience.leftMs(patienceMs);
    const database = await withTimeout(open(), leftMs);
    if (database === undefined) throw noAnswerWithin(leftMs);
    return database;
  }

  return {
    ready: binding,
    claim: () => lock.take(),
    use: (work) =>
      patience.within(patienceMs, async () => {
        const { db } = await openInTime();
        return await work(db).catch((error: unknown) => {
          const code = failureCode(error);
          throw code === 'internal-error'
            ? new FloorwalkerError(code, { cause: error })
            : storageFailure(error);
        });
      }),
    within: patience.within,
    open,
    hasFailed(error) {
      if (isStorageFailure(error)) return true;
      if (failureKindOf(error) === 'other') return false;
      record.failed(error);
      return true;
    },
    health: () => ({ ...record.health(), file: opened?.identity() ?? null }),
    async close() {
      const database = await opening?.catch(() => undefined);
      await database?.close();
      lock.release();
    },
  };
}

/** The database works; it is not this bot's. */
function isForeign(error: unknown): boolean {
  return error instanceof FloorwalkerError && error.code !== 'storage-unavailable';
}
