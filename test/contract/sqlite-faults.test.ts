import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AppDatabase, createDatabase } from '../../src/storage/database.ts';
import { createSqlite, type TestDatabase } from '../support/peers/databases.ts';
import { createRecordingLogger } from '../support/peers/recording-logger.ts';
import { TURNS, turnsBefore } from '../support/peers/turns-before.ts';

const POLL_OPTIONS = { interval: 20 };
const row = (userId: string) => ({
  centre: '1-170',
  team_id: 'T1',
  user_id: userId,
  queues: '[]',
  changed_at: 0,
});

describe('A SQLite file with a fault while it is in use', () => {
  let database: TestDatabase;
  let path: string;
  let storage: AppDatabase;
  let logger: ReturnType<typeof createRecordingLogger>;
  beforeEach(async () => {
    database = await createSqlite();
    path = database.url.slice('sqlite:'.length);
    logger = createRecordingLogger();
    storage = open();
    await storage.open();
    await write('U1');
  });
  afterEach(async () => {
    await storage.close();
    await mkdir(dirname(path), { recursive: true });
    await database.remove();
  });

  function open(): AppDatabase {
    const clock = { now: () => Date.now(), monotonic: () => performance.now() };
    return createDatabase({ url: database.url, clock, logger });
  }
  /** Writes as for people, who wait for one second. */
  const write = (userId: string) =>
    storage.within(1_000, () => storage.db.insertInto('favourites').values(row(userId)).execute());
  /** Whether a write succeeds, as in the bot's background work, which retries opening the database. */
  const isWritten = (userId: string) =>
    storage
      .open()
      .then(() => write(userId))
      .then(
        () => true,
        () => false,
      );
  async function usersIn({ db }: AppDatabase): Promise<string[]> {
    const rows = await db.selectFrom('favourites').select('user_id').orderBy('user_id').execute();
    return rows.map(({ user_id }) => user_id);
  }
  const told = () =>
    logger.lines
      .filter(({ level }) => level !== 'debug')
      .map(({ message, fields }) => ({ message, ...fields }));

  test('gives the last write and the identity of the file', async () => {
    const { lastWriteAt, failure, file } = storage.health();
    expect(lastWriteAt).toBeGreaterThan(Date.now() - 60_000);
    expect(failure).toBeNull();
    expect(file).toEqual({ device: expect.stringMatching(/^\d+$/), inode: expect.stringMatching(/^\d+$/) });
  });

  test.for(['the file', 'the file and its logs', 'its folder'])(
    '%s is deleted: its content is written again, and no write is lost',
    async (what) => {
      const before = storage.health().file;
      if (what === 'the file') await rm(path);
      else if (what === 'the file and its logs')
        for (const end of ['', '-wal', '-shm']) await rm(`${path}${end}`, { force: true });
      else await rm(dirname(path), { recursive: true });
      expect(await isWritten('U2')).toBe(false);
      expect(storage.health().failure).toMatchObject({ kind: 'missing' });
      await expect.poll(() => isWritten('U3'), POLL_OPTIONS).toBe(true);
      expect(storage.health().file).not.toEqual(before);
      const restarted = open();
      await restarted.open();
      expect(await usersIn(restarted)).toEqual(['U1', 'U3']);
      await restarted.close();
    },
  );

  test('is replaced by another file: that file is used', async () => {
    const other = await createSqlite();
    const opened = await other.open();
    await opened.close();
    await rename(other.url.slice('sqlite:'.length), path);
    expect(await isWritten('U2')).toBe(false);
    expect(storage.health().failure).toMatchObject({ kind: 'replaced' });
    await expect.poll(() => isWritten('U3'), POLL_OPTIONS).toBe(true);
    expect(await usersIn(storage)).toEqual(['U3']);
    await other.remove();
  });

  test('is on a full disk: the error names that instead of the rollback; with room again it works', async () => {
    const { db } = storage;
    const big = '1'.repeat(200_000);
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db);
    await sql`pragma max_page_count = ${sql.lit(rows[0]?.page_count ?? 0)}`.execute(db);
    const writing = db.transaction().execute(async (within) => {
      await within
        .insertInto('favourites')
        .values({ ...row('U2'), queues: big })
        .execute();
    });
    await expect(writing).rejects.toMatchObject({ code: 'storage-unavailable', detail: 'full' });
    expect(storage.health().failure).toMatchObject({ kind: 'full' });
    await sql`pragma max_page_count = 1000000`.execute(db);
    await expect
      .poll(
        async () => (await isWritten(`U${Math.random()}`)) && storage.health().failure === null,
        POLL_OPTIONS,
      )
      .toBe(true);
    expect(told().map(({ message }) => message)).toEqual(['database failed', 'database recovered']);
  });

  test('that is read-only is reported, and recovers', async () => {
    const { db } = storage;
    await sql`pragma query_only = on`.execute(db);
    for (let times = 0; times < 5; times += 1) await isWritten('U2');
    expect(storage.health().failure).toMatchObject({ kind: 'read-only' });
    // The file is opened again, without the setting.
    await expect.poll(() => isWritten('U3'), POLL_OPTIONS).toBe(true);
    expect(
      told()
        .map(({ message }) => message)
        .filter((message) => message === 'database failed'),
    ).toHaveLength(1);
  });

  test('that is corrupt is reported, and is used again once it is replaced by a valid one', async () => {
    await storage.close();
    const sound = await readFile(path);
    await writeFile(path, 'no database at all, and long enough that SQLite looks at its head'.repeat(20));
    for (const end of ['-wal', '-shm']) await rm(`${path}${end}`, { force: true });
    storage = open();
    expect(await isWritten('U2')).toBe(false);
    expect(storage.health().failure).toMatchObject({ kind: 'corrupt' });
    await writeFile(path, sound);
    await expect.poll(() => isWritten('U3'), POLL_OPTIONS).toBe(true);
  });

  test('is locked by another process: the write certainly failed, without blocking the event loop', async () => {
    const other = new DatabaseSync(path);
    other.exec('begin immediate');
    const written = write('U2');
    expect(await turnsBefore(written)).toBe(TURNS);
    await expect(written).rejects.toMatchObject({
      code: 'storage-unavailable',
      detail: expect.stringContaining('no answer within'),
    });
    expect(storage.health().failure).toMatchObject({ kind: 'locked' });
    other.exec('rollback');
    other.close();
    await expect.poll(() => isWritten('U3'), POLL_OPTIONS).toBe(true);
    expect(await usersIn(storage)).toEqual(['U1', 'U3']);
  });

  test('is locked while it is opened: opening waits without blocking the process', async () => {
    await storage.close();
    const other = new DatabaseSync(path);
    other.exec('pragma locking_mode = exclusive; begin exclusive');
    storage = open();
    const opening = storage.open();
    const written = write('U2');
    expect(await turnsBefore(written)).toBe(TURNS);
    await expect(written).rejects.toMatchObject({ code: 'storage-unavailable' });
    other.close();
    await opening;
    expect(await isWritten('U3')).toBe(true);
    expect(await usersIn(storage)).toEqual(['U1', 'U3']);
  });

  test('belongs to one process, is released at once by kill -9, and can be read by any process', async () => {
    const child = fork(new URL('../support/peers/claim-database.ts', import.meta.url), [database.url]);
    const [first]: unknown[] = await once(child, 'message');
    expect(first).toBe('claimed');
    expect(() => storage.claim()).toThrow(expect.objectContaining({ code: 'storage-in-use', detail: path }));
    const reader = new DatabaseSync(path, { readOnly: true });
    expect(reader.prepare('select count(*) as n from favourites').get()).toEqual({ n: 1 });
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
    storage.claim();
    storage.claim();
    reader.close();
  });
});
