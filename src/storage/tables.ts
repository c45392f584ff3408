import type { Kysely } from 'kysely';
import type { DeliveryTables } from './delivery-tables.ts';
import type { HistoryTables } from './history-tables.ts';

/** The database, or a transaction on it. */
export type Db = Kysely<Database>;

/**
 * Every table of the database. Instants are epoch milliseconds in `bigint` columns, and yes and no are 1 and 0, so
 * that SQLite and PostgreSQL return the same values. Rows about a contact centre begin with its key, `<CC_ID>-<VDN_ID>`.
 */
export interface Database extends HistoryTables, DeliveryTables {
  /** The schema's steps that have run on this database. */
  migration: { name: string };
  binding: BindingTable;
  favourites: FavouritesTable;
  seen_request: SeenRequestTable;
  gateway_session: GatewaySessionTable;
  floor_snapshot: FloorSnapshotTable;
}

/** The workspace and the contact centre that the database belongs to. */
interface BindingTable {
  /** Always 1. */
  id: number;
  /** Slack's id of the workspace. */
  workspace: string;
  /** `<CC_ID>-<VDN_ID>`. */
  centre: string;
}

/** One row for each person, replaced as a whole when the person chooses again. */
interface FavouritesTable {
  centre: string;
  team_id: string;
  user_id: string;
  /** JSON list of queue ids, in the order of choice; an empty list is a choice too. */
  queues: string;
  changed_at: number;
}

/** What was acted on already, so that another process, or this process after a restart, does not act on it again. */
interface SeenRequestTable {
  /** A digest of the request's signature, the event's id or the button's press, from which none of them can be read. */
  key: string;
  /** From this instant on, the key counts as new again. */
  forget_at: number;
}

/** The gateway session that the processes on this database share. */
interface GatewaySessionTable {
  /** One row per centre. */
  centre: string;
  /** JSON: the GUID and the cookies under which the gateway knows the bot's own agent. */
  session: string;
  written_at: number;
}

/** The latest snapshot that a process on this database read. It contains names, but no telephone numbers. */
interface FloorSnapshotTable {
  /** One row per centre: each snapshot replaces the one before. */
  centre: string;
  /** JSON, see `snapshot-codec.ts`. */
  snapshot: string;
  taken_at: number;
}
