import { rm, writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AppDatabase, createDatabase } from '../../src/storage/database.ts';
import { createManualClock } from '../support/clocks/manual-clock.ts';
import { createSqlite, type TestDatabase } from '../support/peers/databases.ts';
import { createRecordingLogger } from '../support/peers/recording-logger.ts';

const REAL_TIME = { now: () => Date.now(), monotonic: () => performance.now() };
const unavailable = { code: 'storage-unavailable' };
const row = (userId: string) => ({
  centre: '1-170',
  team_id: 'T1',
  user_id: userId,
  queues: '[]',
  changed_at: 0,
});

describe('The handle on a database', () => {
  let file: TestDatabase;
  let database: AppDatabase;
  beforeEach(async () => {
    file = await createSqlite();
  });
  afterEach(async () => {
    await database.close();
    await file.remove();
  });

  function make(clock = REAL_TIME) {
    const logger = createRecordingLogger();
    database = createDatabase({ url: file.url, clock, logger });
    return logger;
  }
  const read = () => database.db.selectFrom('favourites').selectAll().execute();
  const write = (userId: string) => database.db.insertInto('favourites').values(row(userId)).execute();

  test('is available at once: queries wait until the database is open', async () => {
    make();
    const reading = read();
    expect(database.health()).toMatchObject({ state: 'opening', file: null });
    await Promise.all([database.open(), database.open()]);
    expect(await reading).toEqual([]);
    expect(database.health()).toMatchObject({ state: 'open', failure: null });
  });

  test('rejects at once after a failed attempt to open, until a later attempt succeeds', async () => {
    const clock = createManualClock();
    const logger = make(clock);
    const path = file.url.slice('sqlite:'.length);
    await writeFile(path, 'this is no database, and long enough that SQLite looks at its head'.repeat(20));
    await expect(database.open()).rejects.toMatchObject({ ...unavailable, detail: 'corrupt' });
    await rm(path);
    await expect(read()).rejects.toMatchObject({ ...unavailable, detail: 'corrupt' });
    expect(database.health()).toMatchObject({ state: 'unavailable', failure: { kind: 'corrupt' } });
    clock.advance(5_000);
    await database.open();
    await write('U1');
    expect(await read()).toEqual([row('U1')]);
    expect(logger.lines.map(({ level, message }) => [level, message])).toEqual([
      ['error', 'database failed'],
      ['info', 'database recovered'],
    ]);
  });

  test('has a time limit for interactive requests while the database is not opened', async () => {
    make();
    const waiting = database.within(50, read);
    await expect(waiting).rejects.toMatchObject({ ...unavailable, detail: 'no answer within 50 ms' });
    expect(database.health()).toMatchObject({ state: 'opening', failure: null });
  });

  test('has a time limit for interactive requests while another process locks the file', async () => {
    make();
    await database.open();
    const other = new DatabaseSync(file.url.slice('sqlite:'.length));
    other.exec('begin immediate');
    const writing = database.within(150, () => write('U1'));
    await expect(writing).rejects.toMatchObject({ ...unavailable, detail: 'no answer within 150 ms' });
    other.exec('rollback');
    other.close();
    expect(await read()).toEqual([]);
  });

  test('closes a database that was never opened', async () => {
    make();
    await expect(database.close()).resolves.toBeUndefined();
  });
});
