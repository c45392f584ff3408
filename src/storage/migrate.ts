import { type Kysely, sql } from 'kysely';
import type { ColumnTypes, Migration } from './migrations.ts';
import type { Database } from './tables.ts';

export type Backend = 'sqlite' | 'postgres';

const COLUMN_TYPES: Record<Backend, ColumnTypes> = {
  sqlite: { bytes: 'blob', counter: 'integer' },
  postgres: { bytes: 'bytea', counter: 'serial' },
};

/** Any number, the same for ever: what makes two starting processes wait for each other. */
const LOCK = 704_501_115;

/**
 * Runs the steps that this database has not seen, all or none. Steps that it has seen and this version does not know
 * are a newer version's and are left alone. Two processes may start at once: SQLite's transaction takes the write
 * lock at its beginning, PostgreSQL's takes an advisory lock that ends with it.
 */
export async function migrate(
  database: Kysely<Database>,
  backend: Backend,
  migrations: readonly Migration[],
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    if (backend === 'postgres') await sql`select pg_advisory_xact_lock(${LOCK})`.execute(transaction);
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
