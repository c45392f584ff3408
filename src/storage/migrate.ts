import { type ColumnDataType, type Expression, type Kysely, sql } from 'kysely';
import type { Database } from './tables.ts';

export type Backend = 'sqlite' | 'postgres';

/** One step of the schema. Steps only add tables and columns, so the previous version still works. */
export interface Migration {
  /** Never changes once the step is released. */
  readonly name: string;
  up(db: Pick<Kysely<Database>, 'schema' | 'getExecutor'>, types: ColumnTypes): Promise<void>;
}

export type Schema = Kysely<Database>['schema'];

/** Column types whose names differ between the databases. */
export interface ColumnTypes {
  readonly bytes: ColumnDataType | Expression<unknown>;
  /** A unique number that the database assigns. */
  readonly counter: ColumnDataType;
}

const COLUMN_TYPES: Record<Backend, ColumnTypes> = {
  sqlite: { bytes: 'blob', counter: 'integer' },
  postgres: { bytes: 'bytea', counter: 'serial' },
};

/** Key of the advisory lock that lets one process migrate at a time. The number is arbitrary and never changes. */
const MIGRATION_LOCK_KEY = 704_501_115;

/**
 * Runs the steps that the database has not recorded yet, in one transaction. A recorded step that this version does
 * not know belongs to a newer version and is ignored. Two processes may migrate at once: on SQLite the transaction
 * takes the write lock when it begins, on PostgreSQL it takes an advisory lock until it ends.
 */
export async function migrate(
  database: Kysely<Database>,
  backend: Backend,
  migrations: readonly Migration[],
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    if (backend === 'postgres')
      await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK_KEY})`.execute(transaction);
    await transaction.schema
      .createTable('migration')
      .ifNotExists()
      .addColumn('name', 'text', (column) => column.primaryKey())
      .execute();
    const rows = await transaction.selectFrom('migration').select('name').execute();
    const seen = new Set(rows.map((row) => row.name));
    for (const migration of migrations.filter(({ name }) => !seen.has(name))) {
      await migration.up(transaction, COLUMN_TYPES[backend]);
      await transaction.insertInto('migration').values({ name: migration.name }).execute();
    }
  });
}
