import { rm, writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { createStorage } from '../../src/storage/storage.ts';
import { createManualClock } from '../support/clocks/manual-clock.ts';
import { BINDING, createSqlite } from '../support/peers/databases.ts';
import { createRecordingLogger } from '../support/peers/recording-logger.ts';

const unavailable = { code: 'storage-unavailable' };

function open(url: string, patienceMs = 2_000) {
  const clock = createManualClock();
  const logger = createRecordingLogger();
  return { clock, logger, storage: createStorage({ url, clock, logger, patienceMs, binding: BINDING }) };
}

describe('The database, for what people wait on', () => {
  test('is opened when it is first needed, once', async () => {
    const file = await createSqlite();
    const { storage } = open(file.url);
    const seen = await Promise.all(Array.from({ length: 5 }, () => storage.use(async (db) => db)));
    expect(new Set(seen).size).toBe(1);
    await storage.close();
    await file.remove();
  });

  test('that cannot be opened is one clear failure, tried again after a while and not before', async () => {
    const file = await createSqlite();
    const path = file.url.slice('sqlite:'.length);
    await writeFile(path, 'this is no database, and long enough that SQLite looks at its head'.repeat(20));
    const { storage, clock, logger } = open(file.url);
    await expect(storage.use(async () => 1)).rejects.toMatchObject(unavailable);
    await rm(path);
    await expect(storage.use(async () => 1)).rejects.toMatchObject({
      ...unavailable,
      detail: 'given a pause',
    });
    clock.advance(5_000);
    expect(await storage.use(async () => 1)).toBe(1);
    expect(logger.lines.map(({ level, message }) => [level, message])).toEqual([
      ['error', 'the database failed'],
      ['info', 'the database works again'],
    ]);
    await storage.close();
    await file.remove();
  });

  test('that another process holds is not waited for longer than a person would', async () => {
    const file = await createSqlite();
    const clock = { now: () => Date.now(), monotonic: () => performance.now() };
    const logger = createRecordingLogger();
    const storage = createStorage({ url: file.url, clock, logger, patienceMs: 150, binding: BINDING });
    const row = { team_id: 'T1', user_id: 'U1', queues: '[]', changed_at: 0 };
    const write = () => storage.use((db) => db.insertInto('favourites').values(row).execute());
    await storage.use((db) => db.selectFrom('favourites').selectAll().execute());
    const other = new DatabaseSync(file.url.slice('sqlite:'.length));
    other.exec('begin immediate');
    await expect(write()).rejects.toMatchObject({ ...unavailable, detail: 'no answer within 150 ms' });
    other.exec('rollback');
    other.close();
    await storage.close();
    await file.remove();
  });

  test('whose statements fail says so in the same way', async () => {
    const { storage } = open('sqlite::memory:');
    const broken = storage.use((db) => db.schema.dropTable('not_there').execute());
    await expect(broken).rejects.toMatchObject(unavailable);
    await storage.close();
  });

  test('closes where it was never opened', async () => {
    await expect(open('sqlite::memory:').storage.close()).resolves.toBeUndefined();
  });
});
