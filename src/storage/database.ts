import { type Dialect, Kysely } from 'kysely';
import { FloorwalkerError } from '../errors.ts';
import { type DatabaseWatch, UNWATCHED } from './database-watch.ts';
import { type Backend, migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations.ts';
import { NodeSqliteDialect } from './node-sqlite.ts';
import { openPostgres } from './postgres.ts';
import { SqliteFile } from './sqlite-file.ts';
import { type FileIdentity, openSqliteHandle } from './sqlite-handle.ts';
import { failureKindOf } from './storage-failure.ts';
import type { Database } from './tables.ts';

export interface OpenDatabase {
  readonly backend: Backend;
  /**
   * On SQLite a transaction holds the only connection: inside one, ask the transaction, never `db`, or both wait until
   * one of them gives up.
   */
  readonly db: Kysely<Database>;
  /** The SQLite file that is open now; `null` in memory and on PostgreSQL. */
  identity(): FileIdentity | null;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** `sqlite:<path>`, `sqlite::memory:` or `postgres://…` (`DATABASE_URL`). */
  readonly url: string;
  readonly watch?: DatabaseWatch;
  /** Runs once the tables are up to date, and again on a file that takes the place of the one that was open. */
  readonly prepare?: (db: Kysely<Database>) => Promise<void>;
}

export const SQLITE = 'sqlite:';
/** Between two attempts to open another file in the place of one that is unsound. */
const REOPEN_PAUSE_MS = 2_000;

/**
 * Opens the database and brings its tables up to date.
 *
 * @throws FloorwalkerError `storage-unavailable` where it cannot be opened, reached or written
 */
export async function openDatabase(options: DatabaseOptions): Promise<OpenDatabase> {
  const { url, watch = UNWATCHED } = options;
  try {
    if (url.startsWith(SQLITE)) return await openSqlite(url.slice(SQLITE.length), options);
    const db = await settle('postgres', await openPostgres(url, watch), options);
    return { backend: 'postgres', db, identity: () => null, close: () => db.destroy() };
  } catch (cause) {
    if (cause instanceof FloorwalkerError) throw cause;
    throw new FloorwalkerError('storage-unavailable', { detail: failureKindOf(cause), cause });
  }
}

async function openSqlite(path: string, options: DatabaseOptions): Promise<OpenDatabase> {
  const { watch = UNWATCHED } = options;
  const file = new SqliteFile(path, await openSqliteHandle(path));
  let reopening: Promise<void> | null = null;
  const db = await settle('sqlite', new NodeSqliteDialect({ file, watch, onUnsound }), options);
  return { backend: 'sqlite', db, identity: () => file.identity, close: () => db.destroy() };

  function onUnsound(): void {
    reopening ??= reopen()
      .catch((error: unknown) => watch.record.failed(error))
      .finally(() => {
        setTimeout(() => {
          reopening = null;
        }, REOPEN_PAUSE_MS).unref();
      });
  }

  /** The new file is migrated before it is used, so that no query finds it without tables. */
  async function reopen(): Promise<void> {
    await file.turns.take(REOPEN_PAUSE_MS);
    try {
      file.makeWay();
      const handle = await openSqliteHandle(path);
      const next = new SqliteFile(path, handle);
      const dialect = new NodeSqliteDialect({ file: next, watch: UNWATCHED, onUnsound: () => undefined });
      await settle('sqlite', dialect, options);
      file.exchange(handle);
    } finally {
      file.turns.give();
    }
  }
}

/** The database with its tables up to date; closed again where that fails. */
async function settle(
  backend: Backend,
  dialect: Dialect,
  options: DatabaseOptions,
): Promise<Kysely<Database>> {
  const db = new Kysely<Database>({ dialect });
  try {
    await migrate(db, backend, MIGRATIONS);
    await options.prepare?.(db);
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}
