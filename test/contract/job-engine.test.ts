import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Job, JobEngine } from '../../src/summaries/job-engine.ts';
import { eventually } from '../support/clocks/budget.ts';
import { engines, LEASE_MS, type TestEngine } from '../support/peers/job-engines.ts';

const idsOf = (jobs: readonly Job[]) => jobs.map(({ deliveryId }) => deliveryId).toSorted((a, b) => a - b);

for (const kind of engines)
  describe.runIf(kind.here)(`A job engine, ${kind.name}`, () => {
    let setting: TestEngine;
    let engine: JobEngine;
    beforeEach(async () => {
      setting = await kind.create();
      ({ engine } = setting);
    });
    afterEach(() => setting.remove());

    const add = async (...wanted: [deliveryId: number, lane: string][]) => {
      const rows = wanted.map(([deliveryId, lane]) => ({ deliveryId, lane }));
      await setting.db.transaction().execute((transaction) => engine.add(rows, transaction));
    };
    const again = (job: Job, inMs: number) =>
      setting.db.transaction().execute((within) => engine.again(job, inMs, within));
    const takeOne = async (from = engine) => {
      const [job] = await from.take(1);
      if (job === undefined) throw new Error('nothing to take');
      return job;
    };

    test('hands a job out at once, and once', async () => {
      await add([1, 'a']);
      expect(idsOf(await engine.take(10))).toEqual([1]);
      expect(await engine.take(10)).toEqual([]);
    });

    test('knows of no job whose transaction did not commit', async () => {
      const failing = setting.db.transaction().execute(async (transaction) => {
        await engine.add([{ deliveryId: 1, lane: 'a' }], transaction);
        throw new Error('changed my mind');
      });
      await expect(failing).rejects.toThrow('changed my mind');
      expect(await engine.take(10)).toEqual([]);
    });

    test('takes jobs from more transactions at once than there are connections', async () => {
      const ids = Array.from({ length: 30 }, (_, n) => n);
      await Promise.all(ids.map((n) => add([n, `lane ${n}`])));
      expect(idsOf(await engine.take(30))).toEqual(ids);
    });

    test('hands out no more than it is asked for', async () => {
      await add([1, 'a'], [2, 'b'], [3, 'c']);
      const first = await engine.take(2);
      expect(first).toHaveLength(2);
      expect(idsOf([...first, ...(await engine.take(2))])).toEqual([1, 2, 3]);
    });

    test('has one job of a lane in hand at a time, and other lanes do not wait for it', async () => {
      await add(...Array.from({ length: 20 }, (_, n) => [n, 'busy'] as [number, string]), [90, 'calm']);
      const [first, ...more] = [...(await engine.take(5)), ...(await engine.take(5))];
      expect(new Set([first?.lane, ...more.map(({ lane }) => lane)])).toEqual(new Set(['busy', 'calm']));
      expect(more).toHaveLength(1);
      const busy = [first, ...more].find((job) => job?.lane === 'busy');
      if (busy === undefined) throw new Error('no job of the busy lane');
      expect(await engine.finish(busy, setting.db)).toBe(true);
      expect((await engine.take(5)).map(({ lane }) => lane)).toEqual(['busy']);
    });

    test('has done with a job that is finished, and only then', async () => {
      await add([1, 'a']);
      const job = await takeOne();
      const undone = setting.db.transaction().execute(async (transaction) => {
        expect(await engine.finish(job, transaction)).toBe(true);
        throw new Error('the mark could not be written');
      });
      await expect(undone).rejects.toThrow('the mark could not be written');
      expect(await engine.keep(job)).toBe(true);
      expect(await engine.finish(job, setting.db)).toBe(true);
      expect(await engine.finish(job, setting.db)).toBe(false);
      await setting.pass(10 * LEASE_MS);
      expect(await engine.take(10)).toEqual([]);
    });

    test('hands a job out again when its holder asks for that, not before', async () => {
      await add([1, 'a']);
      const job = await takeOne();
      expect(await again(job, 60_000)).toBe(true);
      expect(await engine.take(10)).toEqual([]);
      await setting.pass(61_000);
      expect((await takeOne()).deliveryId).toBe(1);
      expect(await again(job, 0)).toBe(false);
    });

    test('loses no time when the bot’s clock is set back', async () => {
      await add([1, 'a'], [2, 'b']);
      const [waiting, silent] = await engine.take(2);
      if (waiting === undefined || silent === undefined) throw new Error('nothing to take');
      await again(waiting, 60_000);
      setting.clock.jump(-3 * 3_600_000);
      await setting.pass(61_000);
      const back = await eventually(
        async () => {
          const jobs = [...(await engine.take(2))];
          expect(jobs.length).toBeGreaterThan(0);
          return jobs;
        },
        { interval: 100 },
      );
      const both = back.length === 2 ? back : [...back, await eventually(() => takeOne(), { interval: 100 })];
      expect(idsOf(both)).toEqual([1, 2]);
    });

    test('gives the job of a silent holder to another, and refuses all that the first says later', async () => {
      await add([1, 'a']);
      const lost = await takeOne();
      await setting.pass(LEASE_MS + 1_000);
      const other = await setting.another();
      const job = await eventually(() => takeOne(other), { interval: 100 });
      expect(job.deliveryId).toBe(1);
      expect(await engine.keep(lost)).toBe(false);
      expect(await engine.finish(lost, setting.db)).toBe(false);
      expect(await again(lost, 0)).toBe(false);
      expect(await other.finish(job, setting.db)).toBe(true);
    }, 15_000);

    test('leaves a job with a holder who keeps it', async () => {
      await add([1, 'a']);
      const job = await takeOne();
      for (let round = 0; round < 3; round += 1) {
        await setting.pass(LEASE_MS - 5_000);
        expect(await engine.keep(job)).toBe(true);
      }
      expect(await (await setting.another()).take(10)).toEqual([]);
      expect(await engine.finish(job, setting.db)).toBe(true);
    });

    test('knows which deliveries have a job, waiting or in hand, and which have none', async () => {
      await add([1, 'a'], [2, 'b'], [3, 'c']);
      const known = () => Promise.all([1, 2, 3, 4].map((id) => engine.knows(id, setting.db)));
      const jobs = await engine.take(2);
      expect(await known()).toEqual([true, true, true, false]);
      for (const job of jobs) await engine.finish(job, setting.db);
      const done = new Set(idsOf(jobs));
      expect(await known()).toEqual([1, 2, 3, 4].map((id) => id < 4 && !done.has(id)));
    });

    test('gives each of 300 jobs to one of four takers', async () => {
      await add(...Array.from({ length: 300 }, (_, n) => [n, `lane ${n}`] as [number, string]));
      const takers = [engine, await setting.another(), engine, await setting.another()];
      const taken = await Promise.all(
        takers.map(async (taker) => {
          const mine: Job[] = [];
          for (let jobs = await taker.take(7); jobs.length > 0; jobs = await taker.take(7)) {
            mine.push(...jobs);
            for (const job of jobs) expect(await taker.finish(job, setting.db)).toBe(true);
          }
          return mine;
        }),
      );
      expect(idsOf(taken.flat())).toEqual(Array.from({ length: 300 }, (_, n) => n));
    });
  });
