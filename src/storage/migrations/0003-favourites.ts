import type { Migration } from '../migrations.ts';

export const favourites: Migration = {
  name: '0003-favourites',
  async up(db) {
    await db.schema
      .createTable('favourites')
      .addColumn('team_id', 'text', (column) => column.notNull())
      .addColumn('user_id', 'text', (column) => column.notNull())
      .addColumn('queues', 'text', (column) => column.notNull())
      .addColumn('changed_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('favourites_person', ['team_id', 'user_id'])
      .execute();
  },
};
