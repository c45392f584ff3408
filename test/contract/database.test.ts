import { fork } from 'node:child_process';
import { once } from 'node:events';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Migration, migrate } from '../../src/storage/migrate.ts';
import { MIGRATIONS } from '../../src/storage/migrations.ts';
import { wholeOr } from '../support/clocks/whole-run.ts';
import {
  backends,
  createSqlite,
  openDatabase,
  postgres,
  type TestDatabase,
} from '../support/peers/databases.ts';
import { TURNS, turnsBefore } from '../support/peers/turns-before.ts';

for (const backend of backends)
  describe.runIf(backend.here)(`The database, on ${backend.name}`, () => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await backend.create();
    });
    afterAll(() => database.remove());

    test('is migrated by processes that start at once, each step once', async () => {
      const workers = Array.from({ length: wholeOr(4, 2) }, () =>
        fork(new URL('../support/peers/open-database.ts', import.meta.url), [database.url]),
      );
      const codes = await Promise.all(workers.map(async (worker) => (await once(worker, 'exit'))[0]));
      expect(codes).toEqual(workers.map(() => 0));
      const { db } = await database.open();
      const rows = await db.selectFrom('migration').select('name').orderBy('name').execute();
      expect(rows.map((row) => row.name)).toEqual(MIGRATIONS.map(({ name }) => name).toSorted());
    });

    test('opens for an older version after a newer one has added to it', async () => {
      const { db } = await database.open();
      await db.insertInto('migration').values({ name: '9999-of-the-future' }).execute();
      const older = await database.open();
      expect(await older.db.selectFrom('floor_sample').selectAll().execute()).toEqual([]);
    });

    test('keeps no part of a failed migration', async () => {
      const { db, backend: kind } = await database.open();
      const broken: Migration = {
        name: '9998-broken',
        async up(schema) {
          await sql`create table half_way (id integer)`.execute(schema);
          throw new Error('the disk is full');
        },
      };
      await expect(migrate(db, kind, [...MIGRATIONS, broken])).rejects.toThrow('the disk is full');
      await expect(sql`select * from half_way`.execute(db)).rejects.toThrow(/half_way/);
      const rows = await db.selectFrom('migration').select('name').where('name', '=', broken.name).execute();
      expect(rows).toEqual([]);
    });

    test('returns instants, counts and bytes as written', async () => {
      const { db } = await database.open();
      const row = {
        centre: '1-170',
        taken_at: 1_795_251_600_000,
        since: 1_795_251_570_000,
        packed: new Uint8Array([0, 255, 7]),
      };
      await db.insertInto('floor_sample').values(row).execute();
      const [read] = await db.selectFrom('floor_sample').selectAll().execute();
      expect({ ...read, packed: new Uint8Array(read?.packed ?? []) }).toEqual(row);
      const count = await db
        .selectFrom('floor_sample')
        .select(({ fn }) => fn.countAll<number>().as('rows'))
        .executeTakeFirst();
      expect(count).toEqual({ rows: 1 });
    });
  });

test('SQLite in memory is available at once and ends with its process', async () => {
  const database = await openDatabase('sqlite::memory:');
  expect(await database.db.selectFrom('floor_sample').selectAll().execute()).toEqual([]);
  await database.close();
});

test('A write waits for another process that locks the SQLite file, without blocking the bot', async () => {
  const database = await createSqlite();
  const { db } = await database.open();
  const other = new DatabaseSync(database.url.slice('sqlite:'.length));
  other.exec('begin immediate');
  const write = db.insertInto('migration').values({ name: 'waits' }).execute();
  expect(await turnsBefore(write)).toBe(TURNS);
  other.exec('rollback');
  other.close();
  await expect(write).resolves.toBeDefined();
  await database.remove();
});

test.runIf(postgres.here)(`Connections that ${postgres.name} drops are replaced`, async () => {
  const database = await postgres.create();
  const { db } = await database.open();
  const other = await database.open();
  const own = sql<{ pid: number }>`select pg_backend_pid() as pid`;
  const [before] = (await own.execute(db)).rows;
  await sql`select pg_terminate_backend(${before?.pid})`.execute(other.db);
  await expect.poll(async () => (await own.execute(db)).rows[0]?.pid).not.toBe(before?.pid);
  await database.remove();
});

test.for([
  ['a SQLite file in a place that cannot be', 'sqlite:/dev/null/floor.db'],
  ['a PostgreSQL server that is not there', 'postgres://floorwalker@127.0.0.1:1/floor'],
])('%s is reported clearly', async ([, url = '']) => {
  await expect(openDatabase(url)).rejects.toMatchObject({ code: 'storage-unavailable' });
});
