import type { Value } from '../domain/floor/reading.ts';
import type { Snapshot } from '../domain/floor/snapshot.ts';
import type { CentreDatabase } from '../storage/tables.ts';
import { readSnapshot, writeSnapshot } from './snapshot-codec.ts';

/** Maximum length of a stored snapshot: about 50,000 agents. */
const SNAPSHOT_MAX_CHARACTERS = 4_000_000;

export interface SnapshotStore extends ReturnType<typeof createSnapshotStore> {}

/** Stores the latest snapshot that a process read, with its time by the clock of that process. */
export function createSnapshotStore({ db, centre }: CentreDatabase) {
  return {
    /** Returns the snapshot if it was taken at or after `since`, otherwise `null`. */
    async read(since: number): Promise<Value<Snapshot> | null> {
      const row = await db
        .selectFrom('floor_snapshot')
        .selectAll()
        .where('centre', '=', centre)
        .where('taken_at', '>=', since)
        .executeTakeFirst();
      const value = row && readSnapshot(row.snapshot);
      return value === undefined ? null : { kind: 'value', value, takenAt: row?.taken_at ?? since };
    },

    /** Stores a snapshot unless the stored one is newer or the new one is too large. */
    async write({ value, takenAt }: Value<Snapshot>): Promise<void> {
      const row = { snapshot: writeSnapshot(value), taken_at: takenAt };
      if (row.snapshot.length > SNAPSHOT_MAX_CHARACTERS) return;
      await db
        .insertInto('floor_snapshot')
        .values({ centre, ...row })
        .onConflict((conflict) =>
          conflict.column('centre').doUpdateSet(row).where('floor_snapshot.taken_at', '<', takenAt),
        )
        .execute();
    },

    /** Removes the snapshot when the bot stops, because it has names. */
    async remove(): Promise<void> {
      await db.deleteFrom('floor_snapshot').where('centre', '=', centre).execute();
    },
  };
}
