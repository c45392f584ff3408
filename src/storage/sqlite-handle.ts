import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { LRUCache } from 'lru-cache';
import { sleep } from '../time.ts';
import { failureKindOf } from './storage-failure.ts';

/** node:sqlite waits inside the call, and the whole process with it: beyond this the wait goes on outside. */
const WAIT_INSIDE_MS = 5;
export const RETRY_MS = 40;
/** How long another process may hold up the opening. */
const OPEN_MS = 5_000;
const STATEMENTS_MAX = 200;

/** What tells a file from another of the same name. */
export interface FileIdentity {
  readonly device: string;
  readonly inode: string;
}

/** One opened SQLite file with its prepared statements. */
export interface SqliteHandle {
  readonly database: DatabaseSync;
  /** `null` for a database in memory. */
  readonly identity: FileIdentity | null;
  prepare(sql: string): StatementSync;
}

/**
 * Opens the file, and makes its folder, with the settings that keep a confirmed write through a power cut. A file that
 * another process holds is tried again without holding up this process.
 */
export async function openSqliteHandle(path: string): Promise<SqliteHandle> {
  for (let waitedMs = 0; ; waitedMs += RETRY_MS) {
    try {
      return openNow(path);
    } catch (error) {
      if (failureKindOf(error) !== 'locked' || waitedMs >= OPEN_MS) throw error;
      await sleep(RETRY_MS);
    }
  }
}

function openNow(path: string): SqliteHandle {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path, { timeout: WAIT_INSIDE_MS, enableForeignKeyConstraints: true });
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

/** `null` where there is no such file. */
export function identityOf(path: string): FileIdentity | null {
  if (path === ':memory:') return null;
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? null : { device: String(found.dev), inode: String(found.ino) };
}
