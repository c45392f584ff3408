import type { Dialect, Kysely } from 'kysely';
import type { Backend } from './migrate.ts';
import type { FileIdentity } from './sqlite-handle.ts';
import type { Database } from './tables.ts';

/** Brings the tables up to date and binds the database, before any other work uses it. */
export type Prepare = (db: Kysely<Database>) => Promise<void>;

/** The database behind one URL. */
export interface DatabaseStore {
  readonly backend: Backend;
  /** Its connections wait until the database is open. */
  readonly dialect: Dialect;
  open(prepare: Prepare): Promise<void>;
  /** The SQLite file that is open; `null` in memory, on PostgreSQL, and while none is. */
  identity(): FileIdentity | null;
  close(): Promise<void>;
}
