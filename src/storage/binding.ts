import type { Kysely } from 'kysely';
import { FloorwalkerError } from '../errors.ts';
import type { Database } from './tables.ts';

/** What a database belongs to: what is kept in it is of one contact centre, and shown in one workspace. */
export interface Binding {
  /** Slack's id of the workspace. */
  readonly workspace: string;
  /** `<CC_ID>-<VDN_ID>`. */
  readonly centre: string;
}

const ONLY = 1;

/**
 * Binds a database that belongs to no workspace and contact centre yet; the first of several processes wins.
 *
 * @throws {FloorwalkerError} `storage-foreign` where it belongs to others
 */
export async function bind(db: Kysely<Database>, wanted: Binding): Promise<void> {
  await db
    .insertInto('binding')
    .values({ id: ONLY, ...wanted })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const bound = await db.selectFrom('binding').selectAll().where('id', '=', ONLY).executeTakeFirstOrThrow();
  if (bound.workspace === wanted.workspace && bound.centre === wanted.centre) return;
  throw new FloorwalkerError('storage-foreign', {
    detail:
      `it belongs to workspace ${bound.workspace} and contact centre ${bound.centre}, ` +
      `this Floorwalker to workspace ${wanted.workspace} and contact centre ${wanted.centre}`,
  });
}
