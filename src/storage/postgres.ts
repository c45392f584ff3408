import { PostgresDialect } from 'kysely';
import type { CustomTypesConfig } from 'pg';
import type { DatabaseWatch } from './database-watch.ts';
import { PatientPool } from './patient-pool.ts';

const CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 5_000;

/** Loads the driver only where PostgreSQL is used: SQLite users do not pay for it at start. */
export async function openPostgres(url: string, watch: DatabaseWatch): Promise<PostgresDialect> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'floorwalker',
    types: { getTypeParser },
  });
  // The pool listens to idle connections only: one that breaks in the middle of a transaction would end the process.
  // The work that uses it gets the error of its statement.
  pool.on('connect', (client) => client.on('error', () => undefined));
  // Without a listener an idle connection that breaks would end the process; the pool replaces it by itself.
  pool.on('error', (error) => watch.record.failed(error));
  return new PostgresDialect({ pool: new PatientPool(pool, watch) });

  /** Counts and instants come as text by default, because 64 bits may not fit a number: ours do, to the year 287396. */
  function getTypeParser(...[oid, format]: Parameters<CustomTypesConfig['getTypeParser']>) {
    const { INT8, NUMERIC } = pg.types.builtins;
    return oid === INT8 || oid === NUMERIC ? Number : pg.types.getTypeParser(oid, format);
  }
}
