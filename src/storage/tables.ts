import type { BindingTables } from './binding-tables.ts';
import type { DeliveryTables } from './delivery-tables.ts';
import type { FavouriteTables } from './favourite-tables.ts';
import type { HistoryTables } from './history-tables.ts';
import type { SeenTables } from './seen-tables.ts';
import type { SessionTables } from './session-tables.ts';
import type { SnapshotTables } from './snapshot-tables.ts';

/**
 * Every table of the one database, by the feature that owns it. Instants are epoch milliseconds in `bigint`, yes and
 * no are 1 and 0: both databases then give back the same values.
 */
export interface Database
  extends BindingTables,
    FavouriteTables,
    HistoryTables,
    DeliveryTables,
    SeenTables,
    SessionTables,
    SnapshotTables {
  /** Which steps of the schema this database has seen. */
  migration: { name: string };
}
