import type { ColumnTypes, Migration, Schema } from '../migrate.ts';

export const initialSchema: Migration = {
  name: '0001-initial-schema',
  async up({ schema }, types) {
    await createProcessTables(schema);
    await createHistoryTables(schema, types);
    await createDeliveryTables(schema, types);
  },
};

async function createProcessTables(schema: Schema): Promise<void> {
  await schema
    .createTable('binding')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('workspace', 'text', (column) => column.notNull())
    .addColumn('centre', 'text', (column) => column.notNull())
    .execute();
  await schema
    .createTable('seen_request')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('forget_at', 'bigint', (column) => column.notNull())
    .execute();
  await schema.createIndex('seen_request_forget').on('seen_request').column('forget_at').execute();
  await schema
    .createTable('favourites')
    .addColumn('centre', 'text', (column) => column.notNull())
    .addColumn('team_id', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('queues', 'text', (column) => column.notNull())
    .addColumn('changed_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('favourites_person', ['centre', 'team_id', 'user_id'])
    .execute();
  await schema
    .createTable('gateway_session')
    .addColumn('centre', 'text', (column) => column.primaryKey())
    .addColumn('session', 'text', (column) => column.notNull())
    .addColumn('written_at', 'bigint', (column) => column.notNull())
    .execute();
  await schema
    .createTable('floor_snapshot')
    .addColumn('centre', 'text', (column) => column.primaryKey())
    .addColumn('snapshot', 'text', (column) => column.notNull())
    .addColumn('taken_at', 'bigint', (column) => column.notNull())
    .execute();
}

async function createHistoryTables(schema: Schema, { bytes }: ColumnTypes): Promise<void> {
  await schema
    .createTable('floor_sample')
    .addColumn('centre', 'text', (column) => column.notNull())
    .addColumn('taken_at', 'bigint', (column) => column.notNull())
    .addColumn('since', 'bigint', (column) => column.notNull())
    .addColumn('packed', bytes, (column) => column.notNull())
    .addPrimaryKeyConstraint('floor_sample_key', ['centre', 'taken_at'])
    .execute();
  await schema
    .createTable('floor_quarter')
    .addColumn('centre', 'text', (column) => column.notNull())
    .addColumn('starts_at', 'bigint', (column) => column.notNull())
    .addColumn('packed', bytes, (column) => column.notNull())
    .addPrimaryKeyConstraint('floor_quarter_key', ['centre', 'starts_at'])
    .execute();
  await schema
    .createTable('agent_counter')
    .addColumn('centre', 'text', (column) => column.notNull())
    .addColumn('agent_id', 'integer', (column) => column.notNull())
    .addColumn('signed_in', 'integer', (column) => column.notNull())
    .addColumn('read_at', 'bigint', (column) => column.notNull())
    .addColumn('answered', 'bigint', (column) => column.notNull())
    .addColumn('outbound', 'bigint', (column) => column.notNull())
    .addColumn('talk_seconds', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('agent_counter_key', ['centre', 'agent_id'])
    .execute();
  await schema
    .createTable('call_quarter')
    .addColumn('centre', 'text', (column) => column.notNull())
    .addColumn('starts_at', 'bigint', (column) => column.notNull())
    .addColumn('answered', 'bigint', (column) => column.notNull())
    .addColumn('outbound', 'bigint', (column) => column.notNull())
    .addColumn('talk_seconds', 'bigint', (column) => column.notNull())
    .addColumn('at_least', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('call_quarter_key', ['centre', 'starts_at'])
    .execute();
}

async function createDeliveryTables(schema: Schema, { counter }: ColumnTypes): Promise<void> {
  await schema
    .createTable('subscription')
    .addColumn('centre', 'text', (column) => column.notNull())
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
  await schema
    .createIndex('subscription_due')
    .on('subscription')
    .columns(['centre', 'state', 'next_at'])
    .execute();
  await schema
    .createTable('delivery')
    .addColumn('centre', 'text', (column) => column.notNull())
    .addColumn('id', counter, (column) => column.primaryKey())
    .addColumn('subscription_id', 'integer', (column) => column.notNull().references('subscription.id'))
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .addColumn('channel_id', 'text', (column) => column.notNull())
    .addColumn('payload', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('post_key', 'text', (column) => column.notNull())
    .addColumn('posting_since', 'bigint')
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('message_id', 'text')
    .addColumn('late_ms', 'bigint')
    .addColumn('reason', 'text')
    .addColumn('settled_at', 'bigint')
    .addColumn('fetch_after', 'bigint')
    .addColumn('lease_token', 'text')
    .addColumn('leased_until', 'bigint')
    .addUniqueConstraint('delivery_once', ['centre', 'subscription_id', 'key'])
    .execute();
  await schema.createIndex('delivery_settled').on('delivery').columns(['centre', 'settled_at']).execute();
  await schema
    .createIndex('delivery_fetch')
    .on('delivery')
    .column('fetch_after')
    .where('fetch_after', 'is not', null)
    .execute();
  await schema
    .createIndex('delivery_lease')
    .on('delivery')
    .column('leased_until')
    .where('leased_until', 'is not', null)
    .execute();
}
