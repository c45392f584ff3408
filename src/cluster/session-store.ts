import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { CentreDatabase } from '../storage/tables.ts';

const shared = z.object({ guid: z.string().min(1), cookies: z.record(z.string(), z.string()) });

/** Maximum age of a stored session: the gateway ends a session without polls after two minutes (page 1202). */
const SESSION_MAX_AGE_MS = 120_000;

/** Stores the gateway session for the other processes; it is a secret for two minutes. */
export function createSessionStore({
  db,
  centre,
  clock,
}: CentreDatabase & { readonly clock: Pick<Clock, 'now'> }) {
  return {
    async read(): Promise<z.infer<typeof shared> | null> {
      const row = await db
        .selectFrom('gateway_session')
        .selectAll()
        .where('centre', '=', centre)
        .executeTakeFirst();
      if (row === undefined || clock.now() - row.written_at > SESSION_MAX_AGE_MS) return null;
      return shared.parse(JSON.parse(row.session));
    },

    async write(session: z.infer<typeof shared>): Promise<void> {
      const row = { session: JSON.stringify(session), written_at: clock.now() };
      await db
        .insertInto('gateway_session')
        .values({ centre, ...row })
        .onConflict((conflict) => conflict.column('centre').doUpdateSet(row))
        .execute();
    },
  };
}
