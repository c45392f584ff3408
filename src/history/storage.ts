import { setTimeout as delay } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Clock } from '../clock.ts';
import { FloorwalkerError, failureCode } from '../errors.ts';
import { type Binding, bind } from './binding.ts';
import { type DatabaseOptions, type OpenDatabase, openDatabase } from './database.ts';
import type { Database } from './tables.ts';

/**
 * The database for what people wait on: opened when first needed, so that the bot starts and answers without it, and
 * never waited for longer than they would.
 */
export interface Storage {
  /** Resolves once Slack has named the workspace. Until then nothing is read or kept. */
  readonly ready: Promise<unknown>;
  /** @throws {FloorwalkerError} `storage-unavailable`: cannot be opened, failed, or took too long */
  use<T>(work: (db: Kysely<Database>) => Promise<T>): Promise<T>;
  /** For the bot's own work, which has all the time in the world. @throws {FloorwalkerError} `storage-unavailable` */
  open(): Promise<OpenDatabase>;
  close(): Promise<void>;
}

export interface StorageOptions extends DatabaseOptions {
  /** What the database is bound to when it is opened. Resolves once Slack has named the workspace; until then it is not opened. */
  readonly binding: Promise<Binding>;
  readonly clock: Clock;
  /** For one piece of work, opening included. Slack gives a form three seconds. */
  readonly patienceMs?: number;
  /** After a failure to open, for how long it is not tried again. */
  readonly pauseMs?: number;
}

const PATIENCE_MS = 2_000;
const PAUSE_MS = 5_000;

export function createStorage(options: StorageOptions): Storage {
  const { binding, clock, logger, patienceMs = PATIENCE_MS, pauseMs = PAUSE_MS } = options;
  let opening: Promise<OpenDatabase> | undefined;
  let pausedUntil = Number.NEGATIVE_INFINITY;

  async function open(): Promise<OpenDatabase> {
    const wanted = await binding;
    if (opening !== undefined) return opening;
    if (clock.monotonic() < pausedUntil) {
      throw new FloorwalkerError('storage-unavailable', { detail: 'given a pause' });
    }
    opening = openBound(wanted).catch((error: unknown) => {
      opening = undefined;
      pausedUntil = clock.monotonic() + pauseMs;
      throw error;
    });
    return opening;
  }

  async function openBound(wanted: Binding): Promise<OpenDatabase> {
    const database = await openDatabase(options);
    try {
      await bind(database.db, wanted);
      return database;
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  async function done<T>(work: (db: Kysely<Database>) => Promise<T>): Promise<T> {
    const { db } = await open();
    return work(db);
  }

  return {
    ready: binding,
    async use(work) {
      const settled = new AbortController();
      const late = delay(patienceMs, undefined, { signal: settled.signal }).then(() => {
        throw new FloorwalkerError('storage-unavailable', { detail: `no answer within ${patienceMs} ms` });
      });
      try {
        return await Promise.race([done(work), late]);
      } catch (error) {
        const failure =
          error instanceof FloorwalkerError
            ? error
            : new FloorwalkerError(failureCode(error), { cause: error });
        if (failure.code !== 'storage-foreign')
          logger.warn({ code: failure.code, detail: failure.detail }, 'The database could not be used');
        throw failure;
      } finally {
        settled.abort();
      }
    },
    open,
    async close() {
      const database = await opening?.catch(() => undefined);
      await database?.close();
    },
  };
}
