import type { Migration } from '../migrations.ts';

export const seenRequest: Migration = {
  name: '0008-seen-request',
  async up(db) {
    await db.schema
      .createTable('seen_request')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('forget_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('seen_request_forget').on('seen_request').column('forget_at').execute();
  },
};
