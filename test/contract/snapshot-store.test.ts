import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSnapshotStore } from '../../src/cluster/snapshot-store.ts';
import { toAgentState } from '../../src/domain/floor/agent-state.ts';
import { NINE } from '../support/clocks/manual-clock.ts';
import { backends, type TestDatabase } from '../support/peers/databases.ts';
import { floor, person, value } from '../support/peers/scripted-ports.ts';

const ANA = { ...person(1099, 'on-call', [2, 7]), name: 'Ana "<!channel>"', reason: 201, signedInAt: NINE };
const FLOOR = floor(person(1003, 'other(-1)', [7]), ANA, person(1001, 'wrap-up', []));

for (const backend of backends)
  describe.runIf(backend.here)(`The snapshot that processes share, on ${backend.name}`, () => {
    let database: TestDatabase;
    /** Opens the store as another process would. */
    const open = async () => {
      const { db } = await database.open();
      return createSnapshotStore({ db, centre: '1-170' });
    };
    beforeAll(async () => {
      database = await backend.create();
    });
    afterAll(async () => {
      await database.remove();
    });

    test('is read unchanged, with the time of the gateway’s reply', async () => {
      const queues = new Map([...FLOOR.queues, [9, []]]);
      await (await open()).write(value({ ...FLOOR, queues, malformedRecords: 3 }, NINE));
      expect(await (await open()).read(NINE)).toEqual(value({ ...FLOOR, queues, malformedRecords: 3 }, NINE));
      expect(await (await open()).read(NINE + 1)).toBeNull();
    });

    test('is one row, which only a newer snapshot replaces', async () => {
      const store = await open();
      await Promise.all([9, 7, 8].map((late) => store.write(value(floor(person(1000 + late)), NINE + late))));
      expect(await store.read(NINE)).toEqual(value(floor(person(1009)), NINE + 9));
      const { db } = await database.open();
      expect(await db.selectFrom('floor_snapshot').select('taken_at').execute()).toHaveLength(1);
    });

    test('can be removed', async () => {
      const store = await open();
      await store.write(value(FLOOR, NINE + 100));
      await store.remove();
      expect(await store.read(0)).toBeNull();
    });

    test.for(['{', '{"agents":[[1099,"Ana","dancing",1,null,null]],"queues":[],"malformedRecords":0}'])(
      'of another version of the bot, written as %s, counts as none',
      async (snapshot) => {
        const { db } = await database.open();
        await db.deleteFrom('floor_snapshot').execute();
        await db.insertInto('floor_snapshot').values({ centre: '1-170', snapshot, taken_at: NINE }).execute();
        expect(await (await open()).read(0)).toBeNull();
      },
    );

    test('of more agents than any floor has is not written', async () => {
      const store = await open();
      await store.remove();
      const name = 'x'.repeat(4_000_000);
      await store.write(value(floor({ ...ANA, name }), NINE));
      expect(await store.read(0)).toBeNull();
    });
  });

test.for(['available', 'signed-out', 'wrap-up', 'other(-1)', 'other(42)'])(
  'the state %s is read back',
  (state) => {
    expect(toAgentState(state)).toBe(state);
  },
);
