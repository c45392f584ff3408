import type { Migration } from '../migrations.ts';

/** `signed_in_at` of the same table is written no more: counters of the day do not begin anew at a sign-in. */
export const signedIn: Migration = {
  name: '0006-signed-in',
  async up(db) {
    await db.schema
      .alterTable('agent_counter')
      .addColumn('signed_in', 'integer', (column) => column.notNull().defaultTo(1))
      .execute();
  },
};
