import type { Migration } from '../migrations.ts';

export const session: Migration = {
  name: '0004-session',
  async up(db) {
    await db.schema
      .createTable('gateway_session')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('session', 'text', (column) => column.notNull())
      .addColumn('written_at', 'bigint', (column) => column.notNull())
      .execute();
  },
};
