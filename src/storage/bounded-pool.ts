import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import { FloorwalkerError, failureCode } from '../errors.ts';
import { withTimeout } from '../time.ts';
import { type DatabaseWatch, untilOpen } from './database-watch.ts';
import { failureKindOf, noAnswerWithin, storageFailure } from './storage-failure.ts';

/** Timeout for a statement without a limit of its own. */
const STATEMENT_TIMEOUT_MS = 10_000;
/** Maximum number of callers that wait for a connection. Further callers are refused at once. */
const WAITING_MAX = 500;
/** First words of statements that change nothing. */
const CHANGES_NOTHING: ReadonlySet<string> = new Set(['select', 'begin', 'start', 'set', 'show']);

/** Ends each statement within the limit of its caller, and discards connections that did not answer in time. */
export class BoundedPool implements PostgresPool {
  readonly options: object;
  readonly #pool: PostgresPool;
  readonly #watch: DatabaseWatch;
  #waiting = 0;

  constructor(pool: PostgresPool, watch: DatabaseWatch) {
    this.#pool = pool;
    this.#watch = watch;
    this.options = pool.options;
  }

  async connect(): Promise<PostgresPoolClient> {
    await untilOpen(this.#watch, STATEMENT_TIMEOUT_MS);
    if (this.#waiting >= WAITING_MAX) {
      throw new FloorwalkerError('storage-unavailable', { detail: 'too many wait for it' });
    }
    const connecting = this.#pool.connect();
    this.#waiting += 1;
    try {
      return new BoundedClient(await answerOf(connecting, this.#watch), this.#watch);
    } catch (error) {
      // The connection may still be opened; then it is returned to the pool.
      connecting.then(
        (client) => client.release(),
        () => undefined,
      );
      this.#watch.record.failed(error);
      throw storageFailure(error);
    } finally {
      this.#waiting -= 1;
    }
  }

  end(): Promise<void> {
    return this.#pool.end();
  }
}

class BoundedClient implements PostgresPoolClient {
  readonly #client: PostgresPoolClient;
  readonly #watch: DatabaseWatch;
  #isBroken = false;
  #isInTransaction = false;
  #hasChanged = false;

  constructor(client: PostgresPoolClient, watch: DatabaseWatch) {
    this.#client = client;
    this.#watch = watch;
  }

  query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query<R>(
    what: string | PostgresCursor<R>,
    parameters: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    return typeof what === 'string' ? this.#run<R>(what, parameters) : this.#client.query(what);
  }

  release(): void {
    this.#client.release(this.#isBroken);
  }

  async #run<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    const [verb = ''] = sql.trimStart().toLowerCase().split(/\s/, 1);
    // The server rolls back when the connection ends. An error of this rollback would replace the first error.
    if (verb === 'rollback' && this.#isBroken) return { command: 'ROLLBACK', rowCount: 0, rows: [] };
    try {
      const result = await answerOf(this.#client.query<R>(sql, parameters), this.#watch);
      this.#note(verb, result.rowCount);
      return result;
    } catch (error) {
      const isRefused = hasAnswered(error) && failureKindOf(error) === 'other';
      // The database works: it refused the statement, or a parameter could not be encoded.
      if (isRefused || failureCode(error) === 'internal-error') throw error;
      this.#watch.record.failed(error);
      if (!hasAnswered(error)) this.#isBroken = true;
      throw this.#isBroken && this.#mayBeDone(verb) ? outcomeUnknown(error) : storageFailure(error);
    }
  }

  /** True if PostgreSQL may have stored a change: on `commit`, and for a statement outside a transaction. */
  #mayBeDone(verb: string): boolean {
    return verb === 'commit' || (!this.#isInTransaction && !CHANGES_NOTHING.has(verb));
  }

  #note(verb: string, rowCount: number): void {
    if (verb === 'begin' || verb === 'start') {
      this.#isInTransaction = true;
      this.#hasChanged = false;
    } else if (verb === 'select') {
      this.#watch.record.succeeded('answers');
    } else if (verb === 'commit' || verb === 'rollback') {
      this.#isInTransaction = false;
      const isKept = verb === 'commit' && this.#hasChanged;
      this.#watch.record.succeeded(isKept ? 'written' : 'answers');
    } else if (this.#isInTransaction) {
      this.#hasChanged ||= rowCount > 0;
    } else {
      this.#watch.record.succeeded(rowCount > 0 ? 'written' : 'writable');
    }
  }
}

/** @throws {FloorwalkerError} storage-unavailable if there is no answer in time */
function answerOf<T extends object>(statement: Promise<T>, watch: DatabaseWatch): Promise<T> {
  return watch.timed(async () => {
    const answer = await withTimeout(statement, watch.leftMs(STATEMENT_TIMEOUT_MS));
    if (answer === undefined) throw noAnswerWithin(watch.limitMs(STATEMENT_TIMEOUT_MS));
    return answer;
  });
}

/** True if PostgreSQL rejected the statement and the connection works: only its own errors have a severity. */
function hasAnswered(error: unknown): boolean {
  return error instanceof Error && 'severity' in error && failureKindOf(error) !== 'unreachable';
}

function outcomeUnknown(cause: unknown): FloorwalkerError {
  return new FloorwalkerError('storage-outcome-unknown', { cause });
}
