import type { Kysely } from 'kysely';
import type { DeliveryTables } from './delivery-tables.ts';
import type { HistoryTables } from './history-tables.ts';

/** The database, or a transaction on it. */
export type Db = Kysely<Database>;

/**
 * All tables. Instants are epoch milliseconds in `bigint` columns and booleans are 1 and 0, so that SQLite and
 * PostgreSQL return equal values. Rows about a contact centre begin with its key, `<CC_ID>-<VDN_ID>`.
 */
export interface Database extends HistoryTables, DeliveryTables {
  /** Migrations that have run on this database. */
  migration: { name: string };
  binding: BindingTable;
  favourites: FavouritesTable;
  seen_request: SeenRequestTable;
  gateway_session: GatewaySessionTable;
  floor_snapshot: FloorSnapshotTable;
}

/** The workspace and the contact centre that the database belongs to. */
interface BindingTable {
  id: number;
  /** Slack's id of the workspace. */
  workspace: string;
  /** `<CC_ID>-<VDN_ID>`. */
  centre: string;
}

interface FavouritesTable {
  centre: string;
  team_id: string;
  user_id: string;
  /** JSON list of queue ids in the order of choice; an empty list is a valid choice. */
  queues: string;
  changed_at: number;
}

/** Keys of handled requests, so that another process, or this one after a restart, does not handle them again. */
interface SeenRequestTable {
  /** Digest of a request's signature, an event's id or a button press. The source cannot be recovered from it. */
  key: string;
  /** The key counts as new from this instant on. */
  forget_at: number;
}

interface GatewaySessionTable {
  /** One row per centre. */
  centre: string;
  /** JSON: GUID and cookies of the session of the bot's own agent. */
  session: string;
  written_at: number;
}

/** The latest snapshot that a process on this database read. It has names, but no phone numbers. */
interface FloorSnapshotTable {
  /** One row per centre. */
  centre: string;
  /** JSON, see `snapshot-codec.ts`. */
  snapshot: string;
  taken_at: number;
}

/** The database, and the centre whose rows a repository reads and writes. */
export interface CentreDatabase {
  readonly db: Db;
  /** Key of the contact centre. */
  readonly centre: string;
}
