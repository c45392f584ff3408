import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { LRUCache } from 'lru-cache';
import { sleep } from '../time.ts';
import { failureKindOf } from './storage-failure.ts';

/** Time that node:sqlite waits for a lock inside a call, which blocks the process. Longer waits happen outside the call. */
const BUSY_TIMEOUT_MS = 5;
export const RETRY_DELAY_MS = 40;
/** Timeout for opening a file that another process has locked. */
const OPEN_TIMEOUT_MS = 5_000;
const STATEMENTS_MAX = 200;

/** Identifies a file independently of its name. */
export interface FileIdentity {
  readonly device: string;
  readonly inode: string;
}

export interface SqliteHandle {
  readonly database: DatabaseSync;
  /** `null` for a database in memory. */
  readonly identity: FileIdentity | null;
  prepare(sql: string): StatementSync;
}

/**
 * Opens the file, creating its folder, with settings under which a confirmed write survives a power failure. Waits for
 * a locked file without blocking the process.
 */
export async function openSqliteHandle(path: string): Promise<SqliteHandle> {
  for (let waitedMs = 0; ; waitedMs += RETRY_DELAY_MS) {
    try {
      return openNow(path);
    } catch (error) {
      if (failureKindOf(error) !== 'locked' || waitedMs >= OPEN_TIMEOUT_MS) throw error;
      await sleep(RETRY_DELAY_MS);
    }
  }
}

function openNow(path: string): SqliteHandle {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true });
  try {
    database.exec('PRAGMA journal_mode = WAL');
    database.exec('PRAGMA synchronous = FULL');
  } catch (error) {
    database.close();
    throw error;
  }
  const statements = new LRUCache<string, StatementSync>({ max: STATEMENTS_MAX });
  return {
    database,
    identity: identityOf(path),
    prepare(sql) {
      const prepared = statements.get(sql) ?? database.prepare(sql);
      statements.set(sql, prepared);
      return prepared;
    },
  };
}

export function identityOf(path: string): FileIdentity | null {
  if (path === ':memory:') return null;
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? null : { device: String(found.dev), inode: String(found.ino) };
}
