import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSeenRepository } from '../../src/storage/seen-repository.ts';
import { createManualClock } from '../support/clocks/manual-clock.ts';
import { backends, type TestDatabase } from '../support/peers/databases.ts';

const RETENTION_MS = 600_000;
const HALF_AN_HOUR_MS = 30 * 60_000;

for (const backend of backends)
  describe.runIf(backend.here)(`The repository of seen requests, on ${backend.name}`, () => {
    let database: TestDatabase;
    const clock = createManualClock();
    const open = async (itsClock = clock) => {
      const { db } = await database.open();
      return createSeenRepository({ db, clock: itsClock });
    };
    const keysKept = async () => {
      const { db } = await database.open();
      return (await db.selectFrom('seen_request').selectAll().execute()).map(({ key }) => key);
    };
    beforeAll(async () => {
      database = await backend.create();
    });
    afterAll(async () => {
      await database.remove();
    });

    test('lets one of any number of concurrent callers claim a request', async () => {
      const [one, other] = [await open(), await open()];
      const asked = Array.from({ length: 20 }, (_, index) =>
        (index % 2 ? one : other).claim('a', RETENTION_MS),
      );
      expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(1);
      expect(await (await open()).claim('a', RETENTION_MS)).toBe(false);
      expect(await one.claim('b', RETENTION_MS)).toBe(true);
    });

    test('lets the next caller claim a request that was released', async () => {
      const [one, other] = [await open(), await open()];
      await one.claim('released', RETENTION_MS);
      await other.release('released');
      expect([
        await one.claim('released', RETENTION_MS),
        await other.claim('released', RETENTION_MS),
      ]).toEqual([true, false]);
    });

    test('remembers a request to the last millisecond of its time, and not longer', async () => {
      const seen = await open();
      expect(await seen.claim('c', RETENTION_MS)).toBe(true);
      clock.advance(RETENTION_MS - 1);
      expect(await seen.claim('c', RETENTION_MS)).toBe(false);
      clock.advance(1);
      expect(await seen.claim('c', RETENTION_MS)).toBe(true);
    });

    test('ignores requests from a clock that was an hour ahead once the clock is right', async () => {
      const wrong = createManualClock(clock.now() + 3_600_000);
      expect(await (await open(wrong)).claim('d', 10_000)).toBe(true);
      expect(await (await open()).claim('d', 10_000)).toBe(true);
    });

    test('removes outdated requests, and stores none in readable form', async () => {
      const seen = await open();
      await seen.claim('e', RETENTION_MS);
      clock.advance(RETENTION_MS + HALF_AN_HOUR_MS);
      await seen.claim('f', RETENTION_MS);
      const kept = await keysKept();
      expect(kept.filter((key) => key.length !== 43)).toEqual([]);
      clock.advance(1);
      expect(await seen.claim('f', RETENTION_MS)).toBe(false);
      expect(kept).toHaveLength(1);
    });
  });
