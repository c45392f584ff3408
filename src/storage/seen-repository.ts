import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Database } from './tables.ts';

/** Maximum difference between the clocks of processes on one database, and maximum step of a clock that is set back. */
const CLOCK_SKEW_MAX_MS = 10 * 60_000;
const REMOVE_EVERY_MS = 60_000;

/** Stores the keys of handled requests for all processes on a database. The rows belong to no centre. */
export function createSeenRepository(options: { db: Kysely<Database>; clock: Clock }) {
  const { db, clock } = options;
  let removedAt = Number.NEGATIVE_INFINITY;

  async function removeOutdated(): Promise<void> {
    if (clock.monotonic() - removedAt < REMOVE_EVERY_MS) return;
    removedAt = clock.monotonic();
    await db
      .deleteFrom('seen_request')
      .where('forget_at', '<=', clock.now() - CLOCK_SKEW_MAX_MS)
      .execute();
  }

  return {
    /**
     * Resolves with true for the first claim of this key within `lifetimeMs`, in any process.
     * @throws {FloorwalkerError} storage-unavailable; the claim may have been stored
     */
    async claim(key: string, lifetimeMs: number): Promise<boolean> {
      const now = clock.now();
      const row = { key: digest(key), forget_at: now + lifetimeMs };
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
                // The row was written while the clock was far ahead, and the clock was corrected since.
                seen('seen_request.forget_at', '>', row.forget_at + CLOCK_SKEW_MAX_MS),
              ]),
            ),
        )
        .returning('key')
        .executeTakeFirst();
      await removeOutdated();
      return claimed !== undefined;
    },

    /**
     * Removes the key, so that the next claim succeeds.
     *
     * @throws {FloorwalkerError} storage-unavailable
     */
    async release(key: string): Promise<void> {
      await db.deleteFrom('seen_request').where('key', '=', digest(key)).execute();
    },
  };
}

function digest(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}
