import type { Kysely } from 'kysely';
import { FloorwalkerError } from '../errors.ts';
import type { Database } from './tables.ts';

/** The workspace and the contact centre that a database belongs to. */
export interface Binding {
  /** Slack's id of the workspace. */
  readonly workspace: string;
  /** `<CC_ID>-<VDN_ID>`. */
  readonly centre: string;
}

const ROW_ID = 1;

/**
 * Binds a database that is not bound yet. If several processes bind it at once, the first one succeeds.
 *
 * @throws {FloorwalkerError} storage-foreign if the database is bound to another workspace or contact centre
 */
export async function bind(db: Kysely<Database>, wanted: Binding): Promise<void> {
  await db
    .insertInto('binding')
    .values({ id: ROW_ID, ...wanted })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const bound = await db.selectFrom('binding').selectAll().where('id', '=', ROW_ID).executeTakeFirstOrThrow();
  if (bound.workspace === wanted.workspace && bound.centre === wanted.centre) return;
  throw new FloorwalkerError('storage-foreign', {
    detail:
      `it belongs to workspace ${bound.workspace} and contact centre ${bound.centre}, ` +
      `this Floorwalker to workspace ${wanted.workspace} and contact centre ${wanted.centre}`,
  });
}
