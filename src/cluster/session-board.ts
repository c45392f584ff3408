import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Database } from '../storage/tables.ts';

const shared = z.object({ guid: z.string().min(1), cookies: z.record(z.string(), z.string()) });

/** Beyond it the gateway has long ended a session that nobody polls (page 1202). */
const LIVES_MS = 120_000;
const ONLY = 1;

/** The gateway's session as the process that holds it wrote it down: one row, a secret for two minutes. */
export function createSessionBoard(options: { db: Kysely<Database>; clock: Pick<Clock, 'now'> }) {
  const { db, clock } = options;
  return {
    async read(): Promise<z.infer<typeof shared> | null> {
      const row = await db
        .selectFrom('gateway_session')
        .selectAll()
        .where('id', '=', ONLY)
        .executeTakeFirst();
      if (row === undefined || clock.now() - row.written_at > LIVES_MS) return null;
      return shared.parse(JSON.parse(row.session));
    },

    async write(session: z.infer<typeof shared>): Promise<void> {
      const row = { session: JSON.stringify(session), written_at: clock.now() };
      await db
        .insertInto('gateway_session')
        .values({ id: ONLY, ...row })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
    },
  };
}
