import { setTimeout as delay } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Clock } from '../clock.ts';
import { FloorwalkerError } from '../errors.ts';
import { type DatabaseOptions, type OpenDatabase, openDatabase } from './database.ts';
import type { Database } from './tables.ts';

/**
 * The database for what people wait on: opened when first needed, so that the bot starts and answers without it, and
 * never waited for longer than they would.
 */
export interface Storage {
  /** @throws {FloorwalkerError} `storage-unavailable`: cannot be opened, failed, or took too long */
  use<T>(work: (db: Kysely<Database>) => Promise<T>): Promise<T>;
  /** For the bot's own work, which has all the time in the world. @throws {FloorwalkerError} `storage-unavailable` */
  open(): Promise<OpenDatabase>;
  close(): Promise<void>;
}

export interface StorageOptions extends DatabaseOptions {
  readonly clock: Clock;
  /** For one piece of work, opening included. Slack gives a form three seconds. */
  readonly patienceMs?: number;
  /** After a failure to open, for how long it is not tried again. */
  readonly pauseMs?: number;
}

const PATIENCE_MS = 2_000;
const PAUSE_MS = 5_000;

export function createStorage(options: StorageOptions): Storage {
  const { clock, logger, patienceMs = PATIENCE_MS, pauseMs = PAUSE_MS } = options;
  let opening: Promise<OpenDatabase> | undefined;
  let pausedUntil = Number.NEGATIVE_INFINITY;

  function open(): Promise<OpenDatabase> {
    if (opening !== undefined) return opening;
    if (clock.monotonic() < pausedUntil) {
      return Promise.reject(new FloorwalkerError('storage-unavailable', { detail: 'given a pause' }));
    }
    opening = openDatabase(options).catch((error: unknown) => {
      opening = undefined;
      pausedUntil = clock.monotonic() + pauseMs;
      throw error;
    });
    return opening;
  }

  async function done<T>(work: (db: Kysely<Database>) => Promise<T>): Promise<T> {
    const { db } = await open();
    return work(db);
  }

  return {
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
            : new FloorwalkerError('storage-unavailable', { cause: error });
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
