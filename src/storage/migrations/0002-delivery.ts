import type { Migration } from '../migrations.ts';

export const delivery: Migration = {
  name: '0002-delivery',
  async up(db, { counter }) {
    await db.schema
      .createTable('subscription')
      .addColumn('id', counter, (column) => column.primaryKey())
      .addColumn('team_id', 'text', (column) => column.notNull())
      .addColumn('owner_id', 'text', (column) => column.notNull())
      .addColumn('channel_id', 'text', (column) => column.notNull())
      .addColumn('queues', 'text', (column) => column.notNull())
      .addColumn('times', 'text', (column) => column.notNull())
      .addColumn('days', 'text', (column) => column.notNull())
      .addColumn('zone', 'text', (column) => column.notNull())
      .addColumn('confirmed_readers', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('pause_reason', 'text')
      .addColumn('next_at', 'bigint')
      .addColumn('next_key', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('subscription_due')
      .on('subscription')
      .columns(['state', 'next_at'])
      .execute();
    await db.schema
      .createTable('delivery')
      .addColumn('id', counter, (column) => column.primaryKey())
      .addColumn('subscription_id', 'integer', (column) => column.notNull().references('subscription.id'))
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('due_at', 'bigint', (column) => column.notNull())
      .addColumn('channel_id', 'text', (column) => column.notNull())
      .addColumn('queues', 'text', (column) => column.notNull())
      .addColumn('notice', 'text')
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('post_key', 'text', (column) => column.notNull())
      .addColumn('posting_since', 'bigint')
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addColumn('message_id', 'text')
      .addColumn('late_ms', 'bigint')
      .addColumn('reason', 'text')
      .addColumn('settled_at', 'bigint')
      .addUniqueConstraint('delivery_once', ['subscription_id', 'key'])
      .execute();
    await db.schema.createIndex('delivery_settled').on('delivery').column('settled_at').execute();
    await db.schema
      .createTable('job')
      .addColumn('id', counter, (column) => column.primaryKey())
      .addColumn('delivery_id', 'integer', (column) => column.notNull())
      .addColumn('lane', 'text', (column) => column.notNull())
      .addColumn('not_before', 'bigint', (column) => column.notNull())
      .addColumn('claim', 'text')
      .addColumn('claimed_until', 'bigint')
      .execute();
    await db.schema.createIndex('job_delivery').on('job').column('delivery_id').execute();
    await db.schema.createIndex('job_due').on('job').column('not_before').execute();
    await db.schema.createIndex('job_claimed').on('job').column('claimed_until').execute();
  },
};
