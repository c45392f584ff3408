import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Binding } from '../../src/storage/binding.ts';
import { createStorage, type Storage } from '../../src/storage/storage.ts';
import { createManualClock } from '../support/clocks/manual-clock.ts';
import { backends, type TestDatabase } from '../support/peers/databases.ts';
import { createRecordingLogger } from '../support/peers/recording-logger.ts';

const OURS: Binding = { workspace: 'T1', centre: '1-170' };

for (const backend of backends)
  describe.runIf(backend.here)(
    `A database belongs to one workspace and contact centre, on ${backend.name}`,
    () => {
      let database: TestDatabase;
      const opened: Storage[] = [];
      const open = (binding: Promise<Binding>) => {
        const clock = createManualClock();
        const storage = createStorage({ url: database.url, clock, logger: createRecordingLogger(), binding });
        opened.push(storage);
        return storage;
      };
      beforeEach(async () => {
        database = await backend.create();
      });
      afterEach(async () => {
        await Promise.all(opened.splice(0).map((storage) => storage.close()));
        await database.remove();
      });

      test('to the first that opens it, and to that one again', async () => {
        for (let times = 0; times < 2; times += 1) {
          const { db } = await open(Promise.resolve(OURS)).open();
          expect(await db.selectFrom('binding').selectAll().execute()).toEqual([{ id: 1, ...OURS }]);
        }
      });

      test.for([
        { workspace: 'T2', centre: '1-170' },
        { workspace: 'T1', centre: '1-171' },
        { workspace: 'T1', centre: '2-170' },
      ])('and is refused to %o with a sentence that names both', async (other) => {
        await open(Promise.resolve(OURS)).open();
        const refused = {
          code: 'storage-foreign',
          detail: expect.stringContaining(`${other.workspace} and contact centre ${other.centre}`),
        };
        const storage = open(Promise.resolve(other));
        await expect(storage.open()).rejects.toMatchObject(refused);
        await expect(open(Promise.resolve(other)).use(async () => 1)).rejects.toMatchObject(refused);
      });

      test('and to one alone of two that open it at once', async () => {
        const both = [OURS, { workspace: 'T2', centre: '1-171' }].map((binding) =>
          open(Promise.resolve(binding)).open(),
        );
        const outcomes = await Promise.allSettled(both);
        expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      });

      test('and nothing is kept in it before Slack has named the workspace', async () => {
        const named = Promise.withResolvers<Binding>();
        const storage = open(named.promise);
        const row = { team_id: 'T1', user_id: 'U1', queues: '[]', changed_at: 0 };
        const writing = storage.use((db) => db.insertInto('favourites').values(row).execute());
        const { db } = await database.open();
        expect(await db.selectFrom('favourites').selectAll().execute()).toEqual([]);
        named.resolve(OURS);
        await writing;
        expect(await db.selectFrom('favourites').selectAll().execute()).toEqual([row]);
      });
    },
  );
