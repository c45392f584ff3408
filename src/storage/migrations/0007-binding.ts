import type { Migration } from '../migrations.ts';

export const binding: Migration = {
  name: '0007-binding',
  async up(db) {
    await db.schema
      .createTable('binding')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('workspace', 'text', (column) => column.notNull())
      .addColumn('centre', 'text', (column) => column.notNull())
      .execute();
  },
};
