import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Binding } from '../../src/storage/binding.ts';
import { type AppDatabase, createDatabase } from '../../src/storage/database.ts';
import { createManualClock } from '../support/clocks/manual-clock.ts';
import { backends, type TestDatabase } from '../support/peers/databases.ts';
import { createRecordingLogger } from '../support/peers/recording-logger.ts';

const OURS: Binding = { workspace: 'T1', centre: '1-170' };

for (const backend of backends)
  describe.runIf(backend.here)(
    `A database belongs to one workspace and contact centre, on ${backend.name}`,
    () => {
      let database: TestDatabase;
      const opened: AppDatabase[] = [];
      const handle = () => {
        const logger = createRecordingLogger();
        const made = createDatabase({ url: database.url, clock: createManualClock(), logger });
        opened.push(made);
        return made;
      };
      beforeEach(async () => {
        database = await backend.create();
      });
      afterEach(async () => {
        await Promise.all(opened.splice(0).map((each) => each.close()));
        await database.remove();
      });

      test('to the first that opens it, also when it opens again', async () => {
        for (let times = 0; times < 2; times += 1) {
          const ours = handle();
          await ours.open(OURS);
          expect(await ours.db.selectFrom('binding').selectAll().execute()).toEqual([{ id: 1, ...OURS }]);
        }
      });

      test.for([
        { workspace: 'T2', centre: '1-170' },
        { workspace: 'T1', centre: '1-171' },
        { workspace: 'T1', centre: '2-170' },
      ])('and rejects %o with a sentence that names both', async (other) => {
        await handle().open(OURS);
        const refused = {
          code: 'storage-foreign',
          detail: expect.stringContaining(`${other.workspace} and contact centre ${other.centre}`),
        };
        const theirs = handle();
        await expect(theirs.open(other)).rejects.toMatchObject(refused);
        await expect(theirs.db.selectFrom('favourites').selectAll().execute()).rejects.toMatchObject(refused);
        expect(theirs.health()).toMatchObject({ state: 'foreign', failure: null });
      });

      test('and to only one of two that open it at once', async () => {
        const both = [OURS, { workspace: 'T2', centre: '1-171' }].map((binding) => handle().open(binding));
        const outcomes = await Promise.allSettled(both);
        expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      });

      test('and gets no rows before it is bound', async () => {
        const ours = handle();
        const row = { centre: OURS.centre, team_id: 'T1', user_id: 'U1', queues: '[]', changed_at: 0 };
        const writing = ours.db.insertInto('favourites').values(row).execute();
        const { db } = await database.open();
        expect(await db.selectFrom('favourites').selectAll().execute()).toEqual([]);
        await ours.open(OURS);
        await writing;
        expect(await db.selectFrom('favourites').selectAll().execute()).toEqual([row]);
      });
    },
  );
