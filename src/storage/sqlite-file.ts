import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { StatementSync } from 'node:sqlite';
import { FloorwalkerError } from '../errors.ts';
import { type FileIdentity, identityOf, type SqliteHandle } from './sqlite-handle.ts';
import { createTurns, type Turns } from './turns.ts';

/**
 * The SQLite file in use. Its handle can be replaced while queries run, because writes to a deleted or replaced file
 * would be lost at the next restart.
 */
export class SqliteFile {
  readonly path: string;
  readonly turns: Turns = createTurns();
  /** `null` while no file is open: before the first one is opened, and after the file was replaced. */
  #handle: SqliteHandle | null;
  /** The write-ahead log of the open file; `null` before the first write. */
  #log: FileIdentity | null = null;
  #isClosed = false;

  constructor(path: string, handle: SqliteHandle | null = null) {
    this.path = path;
    this.#handle = handle;
  }

  get identity(): FileIdentity | null {
    return this.#handle?.identity ?? null;
  }

  /** True between `begin` and the end of a transaction; false if SQLite itself ended the transaction. */
  get isInTransaction(): boolean {
    return this.#handle?.database.isTransaction ?? false;
  }

  /** @throws {FloorwalkerError} storage-unavailable while no file is open */
  prepare(sql: string): StatementSync {
    if (this.#handle === null) throw new FloorwalkerError('storage-unavailable', { detail: 'replaced' });
    return this.#handle.prepare(sql);
  }

  /** @throws {FloorwalkerError} storage-unavailable if the file at this path is not the one that is open */
  verify(): void {
    const detail = this.#change();
    if (detail !== null) throw new FloorwalkerError('storage-unavailable', { detail });
    this.#log ??= identityOf(`${this.path}-wal`);
  }

  /**
   * Closes the handle if its file was deleted or replaced. Requires the connection. A deleted file is first written
   * again from the open handle, so that no data is lost. The old write-ahead log is removed, because SQLite would apply
   * it to the new file.
   */
  closeIfChanged(): void {
    const change = this.#change();
    if (change === null) return;
    if (change === 'missing') {
      const copy = `${this.path}.rescued`;
      mkdirSync(dirname(this.path), { recursive: true });
      rmSync(copy, { force: true });
      this.#handle?.database.prepare('VACUUM INTO ?').run(copy);
      renameSync(copy, this.path);
    }
    this.#handle?.database.close();
    this.#handle = null;
    const isOldLog = this.#log !== null && identityOf(`${this.path}-wal`)?.inode === this.#log.inode;
    if (isOldLog) for (const end of ['-wal', '-shm']) rmSync(`${this.path}${end}`, { force: true });
    this.#log = null;
  }

  /** Requires the connection. */
  exchange(handle: SqliteHandle): void {
    this.#handle?.database.close();
    this.#handle = handle;
    this.#log = null;
    if (this.#isClosed) handle.database.close();
  }

  close(): void {
    this.#isClosed = true;
    if (this.#handle?.database.isOpen === true) this.#handle.database.close();
  }

  #change(): 'missing' | 'replaced' | null {
    if (this.#handle === null) return 'replaced';
    const { identity } = this.#handle;
    if (identity === null) return null;
    const found = identityOf(this.path);
    if (found === null) return 'missing';
    return found.device === identity.device && found.inode === identity.inode ? null : 'replaced';
  }
}
