import type { Migration } from '../migrations.ts';

export const history: Migration = {
  name: '0001-history',
  async up(db, { bytes }) {
    await db.schema
      .createTable('floor_sample')
      .addColumn('taken_at', 'bigint', (column) => column.primaryKey())
      .addColumn('since', 'bigint', (column) => column.notNull())
      .addColumn('packed', bytes, (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('floor_quarter')
      .addColumn('starts_at', 'bigint', (column) => column.primaryKey())
      .addColumn('packed', bytes, (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('agent_counter')
      .addColumn('agent_id', 'integer', (column) => column.primaryKey())
      .addColumn('signed_in_at', 'bigint')
      .addColumn('read_at', 'bigint', (column) => column.notNull())
      .addColumn('answered', 'bigint', (column) => column.notNull())
      .addColumn('placed', 'bigint', (column) => column.notNull())
      .addColumn('talk_seconds', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('call_quarter')
      .addColumn('starts_at', 'bigint', (column) => column.primaryKey())
      .addColumn('answered', 'bigint', (column) => column.notNull())
      .addColumn('placed', 'bigint', (column) => column.notNull())
      .addColumn('talk_seconds', 'bigint', (column) => column.notNull())
      .addColumn('at_least', 'integer', (column) => column.notNull())
      .execute();
  },
};
