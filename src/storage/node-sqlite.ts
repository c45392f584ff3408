import type { SQLInputValue, StatementSync } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely';
import { sleep } from '../time.ts';
import { type DatabaseWatch, untilOpen } from './database-watch.ts';
import type { SqliteFile } from './sqlite-file.ts';
import { RETRY_MS } from './sqlite-handle.ts';
import { failureKindOf, noAnswerWithin, type StorageFailureKind, storageFailure } from './storage-failure.ts';
import type { Evidence } from './storage-record.ts';

/** A backup or another process may hold the file this long before a statement of the bot's own work fails. */
const PATIENCE_MS = 30_000;

/** Kinds that another handle on the same path may mend. */
const REOPENED: ReadonlySet<StorageFailureKind> = new Set([
  'read-only',
  'corrupt',
  'missing',
  'replaced',
  'io',
  'denied',
]);

export interface NodeSqliteOptions {
  readonly file: SqliteFile;
  readonly watch: DatabaseWatch;
  /** Called when a failure may be mended by opening the file anew. */
  readonly onUnsound: () => void;
}

/** Kysely's dialect, with a driver that waits for other processes without holding up this one. */
export class NodeSqliteDialect extends SqliteDialect {
  readonly #options: NodeSqliteOptions;

  constructor(options: NodeSqliteOptions) {
    super({ database: toKyselyDatabase(options.file) });
    this.#options = options;
  }

  override createDriver(): Driver {
    return new NodeSqliteDriver(this.#options);
  }

  override createAdapter(): SqliteAdapter {
    return new TakingTurns();
  }
}

/** Kysely would wait for the one connection without end; the driver waits with the patience of who asks. */
class TakingTurns extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

class NodeSqliteDriver extends SqliteDriver {
  readonly #options: NodeSqliteOptions;
  /** Whether the transaction that is open has changed a row. */
  #hasChanged = false;

  constructor(options: NodeSqliteOptions) {
    super({ database: toKyselyDatabase(options.file) });
    this.#options = options;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const { file, watch } = this.#options;
    await untilOpen(watch, PATIENCE_MS);
    try {
      await watch.timed(() => file.turns.take(watch.leftMs(PATIENCE_MS)));
    } catch (error) {
      watch.record.failed(error);
      throw error;
    }
    return {
      executeQuery: <R>(query: CompiledQuery) => this.#execute<R>(query),
      streamQuery: () => {
        throw new Error('SQLite answers whole');
      },
    };
  }

  override releaseConnection(): Promise<void> {
    this.#options.file.turns.give();
    return Promise.resolve();
  }

  /** A plain `begin` that reads first and writes later fails at once where another process wrote in between. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    this.#hasChanged = false;
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
    this.#options.watch.record.succeeded(this.#hasChanged ? 'written' : 'writable');
  }

  /** SQLite has rolled back by itself where the disk is full, and would hide that behind a second error. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#options.file.isInTransaction) await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  #execute<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { watch, onUnsound } = this.#options;
    return watch.timed(async () => {
      try {
        return await this.#patiently<R>(query);
      } catch (error) {
        const kind = failureKindOf(error);
        // The statement is refused, and the database works.
        if (kind === 'other') throw error;
        watch.record.failed(error);
        if (REOPENED.has(kind)) onUnsound();
        throw storageFailure(error);
      }
    });
  }

  /** A statement that finds the file locked has done nothing, so it can be run again. */
  async #patiently<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { watch } = this.#options;
    let locked: unknown;
    for (let waitedMs = 0; waitedMs < PATIENCE_MS && watch.leftMs(RETRY_MS) > 0; waitedMs += RETRY_MS) {
      try {
        return await this.#run<R>(query);
      } catch (error) {
        if (failureKindOf(error) !== 'locked') throw error;
        locked = error;
      }
      await sleep(Math.min(RETRY_MS, watch.leftMs(RETRY_MS)));
    }
    throw noAnswerWithin(watch.limitMs(PATIENCE_MS), locked);
  }

  async #run<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { file, watch } = this.#options;
    const isRead =
      query.query.kind === 'SelectQueryNode' || /^\s*(select|pragma|commit|rollback)\b/i.test(query.sql);
    if (!isRead && !file.isInTransaction) file.verify();
    const connection = await super.acquireConnection();
    const result = await connection.executeQuery<R>(query);
    if (isRead) watch.record.succeeded('answers');
    else this.#note(Number(result.numAffectedRows ?? result.rows.length));
    return result;
  }

  #note(changes: number): void {
    const { file, watch } = this.#options;
    if (file.isInTransaction) {
      this.#hasChanged ||= changes > 0;
      return;
    }
    const evidence: Evidence = changes > 0 ? 'written' : 'writable';
    watch.record.succeeded(evidence);
  }
}

function toKyselyDatabase(file: SqliteFile): SqliteDatabase {
  return { close: () => file.close(), prepare: (sql) => toKyselyStatement(file.prepare(sql)) };
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
