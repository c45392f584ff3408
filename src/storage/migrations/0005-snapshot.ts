import type { Migration } from '../migrations.ts';

export const snapshot: Migration = {
  name: '0005-snapshot',
  async up(db) {
    await db.schema
      .createTable('floor_snapshot')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('snapshot', 'text', (column) => column.notNull())
      .addColumn('taken_at', 'bigint', (column) => column.notNull())
      .execute();
  },
};
