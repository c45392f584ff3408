import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Person } from '../domain/access/requester.ts';
import type { QueueId } from '../domain/floor/snapshot.ts';
import { parseJson } from '../parse-json.ts';
import type { CentreDatabase } from './tables.ts';

const queueIds = z.array(z.int().nonnegative());

export function createFavouriteRepository({
  db,
  centre,
  clock,
}: CentreDatabase & { readonly clock: Pick<Clock, 'now'> }) {
  return {
    /**
     * Returns the queues in the order of choice; `null` if the person has never chosen.
     *
     * @throws {FloorwalkerError} storage-unavailable
     */
    async of({ teamId, userId }: Person): Promise<readonly QueueId[] | null> {
      const row = await db
        .selectFrom('favourites')
        .select('queues')
        .where('centre', '=', centre)
        .where('team_id', '=', teamId)
        .where('user_id', '=', userId)
        .executeTakeFirst();
      // An invalid row counts as no choice and is replaced by the next choice.
      return row === undefined ? null : (queueIds.safeParse(parseJson(row.queues)).data ?? null);
    },

    /**
     * Replaces the person's choice.
     * @throws {FloorwalkerError} storage-unavailable, or storage-outcome-unknown if the choice may have been stored
     */
    async choose({ teamId, userId }: Person, queues: readonly QueueId[]): Promise<void> {
      const chosen = { queues: JSON.stringify(queues), changed_at: clock.now() };
      await db
        .insertInto('favourites')
        .values({ centre, team_id: teamId, user_id: userId, ...chosen })
        .onConflict((conflict) => conflict.columns(['centre', 'team_id', 'user_id']).doUpdateSet(chosen))
        .execute();
    },
  };
}
