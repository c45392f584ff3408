import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { FloorwalkerError } from '../errors.ts';
import { type FileIdentity, identityOf } from './sqlite-handle.ts';
import { failureKindOf } from './storage-failure.ts';

/** Prevents two bots from using one SQLite file. */
export interface SqliteLock {
  /**
   * Takes the lock. Does nothing if the folder is not writable, because the database cannot be opened there either.
   *
   * @throws {FloorwalkerError} storage-in-use if another process has the lock
   */
  take(): void;
  /** Takes a held lock again if its file was removed. Fails like `take`. */
  renew(): void;
  release(): void;
}

/**
 * Creates an operating-system lock on a file next to the database. Node has no file locks, so a SQLite database is used
 * as the lock. The lock ends with the process and does not affect programs that only read the database.
 *
 * @param path of the database; `null` if there is no file
 */
export function createSqliteLock(path: string | null): SqliteLock {
  let held: { readonly database: DatabaseSync; readonly identity: FileIdentity | null } | null = null;
  if (path === null || path === ':memory:') {
    return { take: () => undefined, renew: () => undefined, release: () => undefined };
  }

  function take(file: string): void {
    const lockPath = `${existsSync(file) ? realpathSync(file) : file}.lock`;
    const found = identityOf(lockPath);
    if (held !== null && found !== null && held.identity?.inode === found.inode) return;
    const database = lockedAt(lockPath, file);
    if (database === null) return;
    held?.database.close();
    held = { database, identity: identityOf(lockPath) };
  }

  return {
    take: () => take(path),
    renew() {
      if (held !== null) take(path);
    },
    release() {
      held?.database.close();
      held = null;
    },
  };
}

function lockedAt(lockPath: string, path: string): DatabaseSync | null {
  let database: DatabaseSync | null = null;
  try {
    mkdirSync(dirname(lockPath), { recursive: true });
    database = new DatabaseSync(lockPath, { timeout: 0 });
    database.exec('BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database?.close();
    if (failureKindOf(error) === 'locked') {
      throw new FloorwalkerError('storage-in-use', { detail: path });
    }
    return null;
  }
}
