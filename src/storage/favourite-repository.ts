import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Person } from '../domain/access/requester.ts';
import type { QueueId } from '../domain/floor/snapshot.ts';
import { parseJson } from '../parse-json.ts';
import type { Database } from './tables.ts';

const queueIds = z.array(z.int().nonnegative());

/** Which queues people want to see first. */
export function createFavouriteRepository(options: { db: Kysely<Database>; clock: Pick<Clock, 'now'> }) {
  const { db, clock } = options;
  return {
    /**
     * In the order of choice; `null` for who has never chosen.
     * @throws {FloorwalkerError} `storage-unavailable`
     */
    async of({ teamId, userId }: Person): Promise<readonly QueueId[] | null> {
      const row = await db
        .selectFrom('favourites')
        .select('queues')
        .where('team_id', '=', teamId)
        .where('user_id', '=', userId)
        .executeTakeFirst();
      // A choice that cannot be read is none: the next one takes its place.
      return row === undefined ? null : (queueIds.safeParse(parseJson(row.queues)).data ?? null);
    },

    /**
     * These instead of what was chosen before.
     * @throws {FloorwalkerError} `storage-unavailable`, or `storage-outcome-unknown` where they may have been kept
     */
    async choose({ teamId, userId }: Person, queues: readonly QueueId[]): Promise<void> {
      const chosen = { queues: JSON.stringify(queues), changed_at: clock.now() };
      await db
        .insertInto('favourites')
        .values({ team_id: teamId, user_id: userId, ...chosen })
        .onConflict((conflict) => conflict.columns(['team_id', 'user_id']).doUpdateSet(chosen))
        .execute();
    },
  };
}
