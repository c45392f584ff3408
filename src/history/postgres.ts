import { PostgresDialect } from 'kysely';
import type { CustomTypesConfig } from 'pg';
import type { Logger } from '../logger.ts';

const CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 5_000;
/** A server that vanished mid-query must not hold a connection for ever. */
const QUERY_TIMEOUT_MS = 60_000;

/** Loads the driver only where PostgreSQL is used: SQLite users do not pay for it at start. */
export async function openPostgres(url: string, logger: Logger): Promise<PostgresDialect> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'floorwalker',
    types: { getTypeParser },
  });
  // The pool listens to idle connections only: one that breaks in the middle of a transaction would end the process.
  // Whoever uses it hears of it by the failing query.
  pool.on('connect', (client) => client.on('error', () => undefined));
  // Without a listener an idle connection that breaks would end the process; the pool replaces it by itself.
  pool.on('error', (error) =>
    logger.warn({ code: codeOf(error) }, 'an idle connection to PostgreSQL broke: it is replaced'),
  );
  return new PostgresDialect({ pool });

  /** Counts and instants come as text by default, because 64 bits may not fit a number: ours do, to the year 287396. */
  function getTypeParser(...[oid, format]: Parameters<CustomTypesConfig['getTypeParser']>) {
    const { INT8, NUMERIC } = pg.types.builtins;
    return oid === INT8 || oid === NUMERIC ? Number : pg.types.getTypeParser(oid, format);
  }
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : error.name;
}
