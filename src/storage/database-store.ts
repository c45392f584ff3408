import type { Dialect, Kysely } from 'kysely';
import type { Backend } from './migrate.ts';
import type { FileIdentity } from './sqlite-handle.ts';
import type { Database } from './tables.ts';

/** Migrates the tables and binds the database before its first use. */
export type Prepare = (db: Kysely<Database>) => Promise<void>;

/** The database behind one URL. */
export interface DatabaseStore {
  readonly backend: Backend;
  /** Connections of this dialect wait until the database is open. */
  readonly dialect: Dialect;
  open(prepare: Prepare): Promise<void>;
  /** Identity of the open SQLite file; `null` in memory, on PostgreSQL, and while no file is open. */
  identity(): FileIdentity | null;
  close(): Promise<void>;
}
