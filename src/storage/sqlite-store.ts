import { Kysely } from 'kysely';
import type { DatabaseStore, Prepare } from './database-store.ts';
import { type DatabaseWatch, watchOfPreparation } from './database-watch.ts';
import { NodeSqliteDialect } from './node-sqlite.ts';
import { SqliteFile } from './sqlite-file.ts';
import { openSqliteHandle } from './sqlite-handle.ts';

/** Minimum interval of attempts to open the file again. */
const REOPEN_PAUSE_MS = 2_000;

/** Creates the store of a SQLite file. A file that was deleted, replaced or damaged during use is opened again. */
export function createSqliteStore(path: string, watch: DatabaseWatch): DatabaseStore {
  const file = new SqliteFile(path);
  let prepared: Prepare | null = null;
  let reopening: Promise<void> | null = null;

  return {
    backend: 'sqlite',
    dialect: new NodeSqliteDialect({ file, watch, onUnsound }),
    async open(prepare) {
      await exchange(prepare);
      prepared = prepare;
    },
    identity: () => file.identity,
    close() {
      file.close();
      return Promise.resolve();
    },
  };

  function onUnsound(): void {
    if (prepared === null) return;
    reopening ??= exchange(prepared)
      .catch((error: unknown) => watch.record.failed(error))
      .finally(() => {
        setTimeout(() => {
          reopening = null;
        }, REOPEN_PAUSE_MS).unref();
      });
  }

  /** Prepares the new file before its use, so that no query finds it without tables. */
  async function exchange(prepare: Prepare): Promise<void> {
    await file.turns.take(REOPEN_PAUSE_MS);
    try {
      file.closeIfChanged();
      const handle = await openSqliteHandle(path);
      try {
        const next = { file: new SqliteFile(path, handle), watch: watchOfPreparation(watch.record) };
        await prepare(
          new Kysely({ dialect: new NodeSqliteDialect({ ...next, onUnsound: () => undefined }) }),
        );
      } catch (error) {
        handle.database.close();
        throw error;
      }
      file.exchange(handle);
    } finally {
      file.turns.give();
    }
  }
}
