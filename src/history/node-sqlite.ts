import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely';
import { LRUCache } from 'lru-cache';

/** At start another process may be creating the same file; nothing else is held up yet. */
const WAIT_AT_START_MS = 10_000;
/** node:sqlite waits inside the call, and the whole process with it: beyond this the wait goes on outside. */
const WAIT_INSIDE_MS = 20;
const RETRY_MS = 50;
/** A backup or another process may hold the file this long before a write fails. */
const PATIENCE_MS = 30_000;
const STATEMENTS_KEPT = 200;

/** Opens the file with the settings that keep a confirmed write through a power cut. */
export function openNodeSqlite(path: string): SqliteDatabase {
  const database = new DatabaseSync(path, { timeout: WAIT_AT_START_MS, enableForeignKeyConstraints: true });
  try {
    database.exec('PRAGMA journal_mode = WAL');
    database.exec('PRAGMA synchronous = FULL');
    database.exec(`PRAGMA busy_timeout = ${WAIT_INSIDE_MS}`);
  } catch (error) {
    database.close();
    throw error;
  }
  const statements = new LRUCache<string, SqliteStatement>({ max: STATEMENTS_KEPT });
  return {
    close: () => database.close(),
    prepare(sql) {
      const prepared = statements.get(sql) ?? toKyselyStatement(database.prepare(sql));
      statements.set(sql, prepared);
      return prepared;
    },
  };
}

function toKyselyStatement(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...parameters.map(toInput)),
    run: (parameters) => statement.run(...parameters.map(toInput)),
    iterate: (parameters) => statement.iterate(...parameters.map(toInput)),
  };
}

function toInput(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') {
    return value;
  }
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  throw new TypeError(`SQLite stores numbers, text and bytes, not ${typeof value}`);
}

/** Kysely's dialect, with a driver that waits for other processes without holding up this one. */
export class NodeSqliteDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;

  constructor(config: SqliteDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): Driver {
    return new PatientSqliteDriver(this.#config);
  }
}

class PatientSqliteDriver extends SqliteDriver {
  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    return {
      executeQuery: (query) => patiently(() => connection.executeQuery(query)),
      streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
    };
  }

  /** A plain `begin` that reads first and writes later fails at once where another process wrote in between. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

/** A statement that finds the file locked has done nothing, so it can be run again. */
async function patiently<R>(run: () => Promise<QueryResult<R>>): Promise<QueryResult<R>> {
  for (let waited = 0; ; waited += WAIT_INSIDE_MS + RETRY_MS) {
    try {
      return await run();
    } catch (error) {
      if (!isBusy(error) || waited >= PATIENCE_MS) throw error;
      await delay(RETRY_MS);
    }
  }
}

/** SQLITE_BUSY is 5, in the low byte of every extended form. */
function isBusy(error: unknown): boolean {
  return (
    error instanceof Error &&
    'errcode' in error &&
    typeof error.errcode === 'number' &&
    (error.errcode & 0xff) === 5
  );
}
