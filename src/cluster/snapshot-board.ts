import type { Kysely } from 'kysely';
import type { Value } from '../domain/floor/reading.ts';
import type { Snapshot } from '../domain/floor/snapshot.ts';
import type { Database } from '../storage/tables.ts';
import { readSnapshot, writeSnapshot } from './snapshot-codec.ts';

const ONLY = 1;
/** Some fifty thousand agents; ten thousand are well under a megabyte. */
const MOST_CHARACTERS = 4_000_000;

/**
 * The newest snapshot that any process on this database read: one row, overwritten. It has the time at which the
 * gateway was read, by the clock of whoever read it.
 */
export function createSnapshotBoard({ db }: { db: Kysely<Database> }) {
  return {
    /** `null` where there is none taken at or after that instant. */
    async read(since: number): Promise<Value<Snapshot> | null> {
      const row = await db
        .selectFrom('floor_snapshot')
        .selectAll()
        .where('id', '=', ONLY)
        .where('taken_at', '>=', since)
        .executeTakeFirst();
      const value = row && readSnapshot(row.snapshot);
      return value === undefined ? null : { kind: 'value', value, takenAt: row?.taken_at ?? since };
    },

    /** An older one does not take a newer one's place; one that is too large to be shared is left out. */
    async write({ value, takenAt }: Value<Snapshot>): Promise<void> {
      const row = { snapshot: writeSnapshot(value), taken_at: takenAt };
      if (row.snapshot.length > MOST_CHARACTERS) return;
      await db
        .insertInto('floor_snapshot')
        .values({ id: ONLY, ...row })
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet(row).where('floor_snapshot.taken_at', '<', takenAt),
        )
        .execute();
    },

    /** Names are in it: nobody needs it once the bot stops. */
    async remove(): Promise<void> {
      await db.deleteFrom('floor_snapshot').execute();
    },
  };
}
