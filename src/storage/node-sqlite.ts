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
import { RETRY_DELAY_MS } from './sqlite-handle.ts';
import { failureKindOf, noAnswerWithin, type StorageFailureKind, storageFailure } from './storage-failure.ts';
import type { Evidence } from './storage-record.ts';

/** Timeout for a statement without a limit of its own, while a backup or another process locks the file. */
const STATEMENT_TIMEOUT_MS = 30_000;

/** Kinds of failure that opening the file again may resolve. */
const FIXED_BY_REOPENING: ReadonlySet<StorageFailureKind> = new Set([
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
  /** Called after a failure that opening the file again may resolve. */
  readonly onUnsound: () => void;
}

/** Kysely's SQLite dialect, with a driver that waits for other processes without blocking this one. */
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
    return new QueueingAdapter();
  }
}

/** Kysely would wait for the single connection without a timeout; the driver waits within the limit of the calling work. */
class QueueingAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

class NodeSqliteDriver extends SqliteDriver {
  readonly #options: NodeSqliteOptions;
  /** True if the open transaction has changed a row. */
  #hasChanged = false;

  constructor(options: NodeSqliteOptions) {
    super({ database: toKyselyDatabase(options.file) });
    this.#options = options;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const { file, watch } = this.#options;
    await untilOpen(watch, STATEMENT_TIMEOUT_MS);
    try {
      await watch.timed(() => file.turns.take(watch.leftMs(STATEMENT_TIMEOUT_MS)));
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

  /** After a plain `begin`, a first write fails at once if another process wrote since the transaction's first read. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    this.#hasChanged = false;
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
    this.#options.watch.record.succeeded(this.#hasChanged ? 'written' : 'writable');
  }

  /** On a full disk SQLite has rolled back already; a second rollback would replace the first error. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#options.file.isInTransaction) await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  #execute<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { watch, onUnsound } = this.#options;
    return watch.timed(async () => {
      try {
        return await this.#untilUnlocked<R>(query);
      } catch (error) {
        const kind = failureKindOf(error);
        // The database works and rejected this statement.
        if (kind === 'other') throw error;
        watch.record.failed(error);
        if (FIXED_BY_REOPENING.has(kind)) onUnsound();
        throw storageFailure(error);
      }
    });
  }

  /** Repeats a statement that finds the file locked, since such a statement has changed nothing. */
  async #untilUnlocked<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { watch } = this.#options;
    let locked: unknown;
    for (
      let waitedMs = 0;
      waitedMs < STATEMENT_TIMEOUT_MS && watch.leftMs(RETRY_DELAY_MS) > 0;
      waitedMs += RETRY_DELAY_MS
    ) {
      try {
        return await this.#run<R>(query);
      } catch (error) {
        if (failureKindOf(error) !== 'locked') throw error;
        locked = error;
      }
      await sleep(Math.min(RETRY_DELAY_MS, watch.leftMs(RETRY_DELAY_MS)));
    }
    throw noAnswerWithin(watch.limitMs(STATEMENT_TIMEOUT_MS), locked);
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
