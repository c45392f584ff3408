import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Database } from './tables.ts';

/** How far the clocks of processes on one database may differ, and how far one may be set back. */
const SKEW_MS = 10 * 60_000;
const REMOVE_EVERY_MS = 60_000;

/** Remembers for all processes on one database what one of them has acted on. The rows belong to no centre. */
export function createSeenRepository(options: { db: Kysely<Database>; clock: Clock }) {
  const { db, clock } = options;
  let removedAt = Number.NEGATIVE_INFINITY;

  async function removeOutdated(): Promise<void> {
    if (clock.monotonic() - removedAt < REMOVE_EVERY_MS) return;
    removedAt = clock.monotonic();
    await db
      .deleteFrom('seen_request')
      .where('forget_at', '<=', clock.now() - SKEW_MS)
      .execute();
  }

  return {
    /**
     * True for the first of those who claim this key within `keptMs`, whichever process they ask in.
     * @throws {FloorwalkerError} `storage-unavailable`; the key may be claimed all the same
     */
    async claim(key: string, keptMs: number): Promise<boolean> {
      const now = clock.now();
      const row = { key: digest(key), forget_at: now + keptMs };
      const claimed = await db
        .insertInto('seen_request')
        .values(row)
        .onConflict((conflict) =>
          conflict
            .column('key')
            .doUpdateSet({ forget_at: row.forget_at })
            .where((seen) =>
              seen.or([
                seen('seen_request.forget_at', '<=', now),
                // The clock was far ahead when this row was written, and has been set right since.
                seen('seen_request.forget_at', '>', row.forget_at + SKEW_MS),
              ]),
            ),
        )
        .returning('key')
        .executeTakeFirst();
      await removeOutdated();
      return claimed !== undefined;
    },

    /** The next who claims it is the first. @throws {FloorwalkerError} `storage-unavailable` */
    async release(key: string): Promise<void> {
      await db.deleteFrom('seen_request').where('key', '=', digest(key)).execute();
    },
  };
}

function digest(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}
