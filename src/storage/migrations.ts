import type { ColumnDataType, Expression, Kysely } from 'kysely';
import { history } from './migrations/0001-history.ts';
import { delivery } from './migrations/0002-delivery.ts';
import { favourites } from './migrations/0003-favourites.ts';
import { session } from './migrations/0004-session.ts';
import { snapshot } from './migrations/0005-snapshot.ts';
import { signedIn } from './migrations/0006-signed-in.ts';
import { binding } from './migrations/0007-binding.ts';
import { seenRequest } from './migrations/0008-seen-request.ts';
import type { Database } from './tables.ts';

/**
 * One step of the schema. Steps only ever add: while a new version is rolled out the old one works on the same
 * database, and goes on doing so.
 */
export interface Migration {
  /** Never changed once released; steps run in the order of the list below. */
  readonly name: string;
  up(db: Pick<Kysely<Database>, 'schema' | 'getExecutor'>, types: ColumnTypes): Promise<void>;
}

/** Column types whose names differ between the databases. */
export interface ColumnTypes {
  readonly bytes: ColumnDataType | Expression<unknown>;
  /** A number that the database gives, each once. */
  readonly counter: ColumnDataType;
}

export const MIGRATIONS: readonly Migration[] = [
  history,
  delivery,
  favourites,
  session,
  snapshot,
  signedIn,
  binding,
  seenRequest,
];
