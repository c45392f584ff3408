import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Dialect, Kysely } from 'kysely';
import { FloorwalkerError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { type Backend, migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations.ts';
import { NodeSqliteDialect, openNodeSqlite } from './node-sqlite.ts';
import { openPostgres } from './postgres.ts';
import type { Database } from './tables.ts';

export interface OpenDatabase {
  readonly backend: Backend;
  /**
   * On SQLite a transaction holds the only connection: inside one, ask the transaction, never `db`, or both wait for
   * ever.
   */
  readonly db: Kysely<Database>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** `sqlite:<path>`, `sqlite::memory:` or `postgres://…` (`DATABASE_URL`). */
  readonly url: string;
  readonly logger: Logger;
}

const SQLITE = 'sqlite:';

/**
 * Opens the database and brings its tables up to date.
 *
 * @throws FloorwalkerError `storage-unavailable` where it cannot be opened, reached or written
 */
export async function openDatabase({ url, logger }: DatabaseOptions): Promise<OpenDatabase> {
  const backend: Backend = url.startsWith(SQLITE) ? 'sqlite' : 'postgres';
  try {
    const dialect =
      backend === 'sqlite' ? await openSqlite(url.slice(SQLITE.length)) : await openPostgres(url, logger);
    const db = new Kysely<Database>({ dialect });
    await migrate(db, backend, MIGRATIONS).catch(async (error: unknown) => {
      await db.destroy();
      throw error;
    });
    return { backend, db, close: () => db.destroy() };
  } catch (cause) {
    throw new FloorwalkerError('storage-unavailable', { detail: backend, cause });
  }
}

async function openSqlite(path: string): Promise<Dialect> {
  if (path !== ':memory:') await mkdir(dirname(path), { recursive: true });
  return new NodeSqliteDialect({ database: openNodeSqlite(path) });
}
