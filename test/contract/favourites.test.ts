import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFavouriteRepository } from '../../src/storage/favourite-repository.ts';
import { createManualClock } from '../support/clocks/manual-clock.ts';
import { backends, type TestDatabase } from '../support/peers/databases.ts';

const ANA = { teamId: 'T1', userId: 'U1' };
const BO = { teamId: 'T1', userId: 'U2' };
/** Slack's ids of people are valid within one workspace. */
const ELSEWHERE = { teamId: 'T2', userId: 'U1' };

for (const backend of backends)
  describe.runIf(backend.here)(`Favourites, on ${backend.name}`, () => {
    let database: TestDatabase;
    const clock = createManualClock();
    const open = async () => {
      const { db } = await database.open();
      return createFavouriteRepository({ db, centre: '1-170', clock });
    };
    beforeAll(async () => {
      database = await backend.create();
    });
    afterAll(async () => {
      await database.remove();
    });

    test('are unknown before a choice, which differs from an empty choice', async () => {
      const favourites = await open();
      expect(await favourites.of(ANA)).toBeNull();
      await favourites.choose(ANA, []);
      expect(await favourites.of(ANA)).toEqual([]);
    });

    test('are stored in the order of choice, for each person, over a restart', async () => {
      const favourites = await open();
      await favourites.choose(ANA, [12, 3, 5000]);
      await favourites.choose(BO, [7]);
      await favourites.choose(ELSEWHERE, [8]);
      const again = await open();
      expect(await again.of(ANA)).toEqual([12, 3, 5000]);
      expect(await again.of(BO)).toEqual([7]);
      expect(await again.of(ELSEWHERE)).toEqual([8]);
    });

    test('a choice replaces the previous one, also when many are made at once', async () => {
      const favourites = await open();
      const choices = Array.from({ length: 20 }, (_, index) => [index, index + 1]);
      await Promise.all(choices.map((queues) => favourites.choose(BO, queues)));
      expect(choices).toContainEqual(await favourites.of(BO));
      await favourites.choose(BO, [1]);
      expect(await favourites.of(BO)).toEqual([1]);
    });

    test.for(['["<!channel>"]', '[1', '{}', '', 'null', '[1.5]', '[-1]'])(
      'malformed stored values count as no choice, and the next choice replaces them: %s',
      async (queues) => {
        const { db } = await database.open();
        const row = { centre: '1-170', team_id: 'T1', user_id: `U9${queues}`, queues, changed_at: 0 };
        await db.insertInto('favourites').values(row).execute();
        const person = { teamId: row.team_id, userId: row.user_id };
        const favourites = await open();
        expect(await favourites.of(person)).toBeNull();
        await favourites.choose(person, [4]);
        expect(await favourites.of(person)).toEqual([4]);
      },
    );
  });
