import { Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import type { CustomTypesConfig } from 'pg';
import { BoundedPool } from './bounded-pool.ts';
import type { DatabaseStore } from './database-store.ts';
import { type DatabaseWatch, watchOfPreparation } from './database-watch.ts';

const CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 5_000;

/** The driver is loaded with the first connection, so that SQLite users do not wait for it at the start. */
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
        /** By default `bigint` values are strings, because they may not fit a number. Our counts and instants fit. */
        getTypeParser(...[oid, format]: Parameters<CustomTypesConfig['getTypeParser']>) {
          const { INT8, NUMERIC } = pg.types.builtins;
          return oid === INT8 || oid === NUMERIC ? Number : pg.types.getTypeParser(oid, format);
        },
      },
    });
    // The pool listens to idle connections only: a connection that breaks inside a transaction would end the process.
    // The caller of the statement gets the error.
    connections.on('connect', (client) => client.on('error', () => undefined));
    // Without a listener an idle connection that breaks would end the process. The pool replaces the connection.
    connections.on('error', (error) => watch.record.failed(error));
    return connections;
  }
}
