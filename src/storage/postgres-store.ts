import { Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import type { CustomTypesConfig } from 'pg';
import { BoundedPool } from './bounded-pool.ts';
import type { DatabaseStore } from './database-store.ts';
import { type DatabaseWatch, watchOfPreparation } from './database-watch.ts';

const CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 5_000;

/** A PostgreSQL database. The driver is loaded by the first connection: SQLite users do not pay for it at start. */
export function createPostgresStore(url: string, watch: DatabaseWatch): DatabaseStore {
  let pool: Promise<PostgresPool> | undefined;
  const dialectFor = (watching: DatabaseWatch) =>
    new PostgresDialect({ pool: async () => new BoundedPool(await (pool ??= createPool()), watching) });
  const preparing = dialectFor(watchOfPreparation(watch.record));

  return {
    backend: 'postgres',
    dialect: dialectFor(watch),
    open: (prepare) => prepare(new Kysely({ dialect: preparing })),
    identity: () => null,
    close: async () => (await pool)?.end(),
  };

  async function createPool(): Promise<PostgresPool> {
    const { default: pg } = await import('pg');
    const connections = new pg.Pool({
      connectionString: url,
      max: CONNECTIONS,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
      application_name: 'floorwalker',
      types: {
        /** By default counts and instants are text, because 64 bits may not fit a number: ours do, to the year 287396. */
        getTypeParser(...[oid, format]: Parameters<CustomTypesConfig['getTypeParser']>) {
          const { INT8, NUMERIC } = pg.types.builtins;
          return oid === INT8 || oid === NUMERIC ? Number : pg.types.getTypeParser(oid, format);
        },
      },
    });
    // The pool listens to idle connections only: a connection that breaks in the middle of a transaction would end
    // the process. The work that uses it gets the error of its statement.
    connections.on('connect', (client) => client.on('error', () => undefined));
    // Without a listener an idle connection that breaks would end the process; the pool replaces it by itself.
    connections.on('error', (error) => watch.record.failed(error));
    return connections;
  }
}
