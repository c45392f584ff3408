import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Db } from '../../src/storage/tables.ts';
import { createDeliveryRepository } from '../../src/summaries/deliveries/delivery-repository.ts';
import { type Job, type JobEngine, RETRY_DELAY_MAX_MS } from '../../src/summaries/deliveries/job-engine.ts';
import { createPgBossJobs } from '../../src/summaries/deliveries/pg-boss-jobs.ts';
import { createSubscriptionRepository } from '../../src/summaries/subscriptions/subscription-repository.ts';
import { DAILY } from '../support/bots/delivery-setting.ts';
import { eventually } from '../support/clocks/budget.ts';
import { CENTRE } from '../support/floors/centre-key.ts';
import { startDatabaseNetwork } from '../support/peers/database-network.ts';
import { postgres } from '../support/peers/databases.ts';
import { engines, LEASE_MS, type TestEngine } from '../support/peers/job-engines.ts';
import { createRecordingLogger } from '../support/peers/recording-logger.ts';

const idsOf = (jobs: readonly Job[]) => jobs.map(({ deliveryId }) => deliveryId).toSorted((a, b) => a - b);
const ONE = { centre: CENTRE, id: 1, channelId: 'C1' };
const channels = (count: number) => Array.from({ length: count }, (_, n) => `C${n}`);

for (const kind of engines)
  describe.runIf(kind.here)(`A job engine, ${kind.name}`, () => {
    let setting: TestEngine;
    let engine: JobEngine;
    let subscription: number;
    let keys = 0;
    beforeEach(async () => {
      setting = await kind.create();
      ({ engine } = setting);
      const { db, clock } = setting;
      const { number } = await createSubscriptionRepository({
        db,
        centre: CENTRE,
        clock,
        isExcluded: () => false,
      }).add(DAILY);
      subscription = number;
    });
    afterEach(() => setting.remove());

    const inTransaction = <T>(run: (within: Db) => Promise<T>) =>
      setting.db.transaction().execute((within) => run(within));
    const insertAndSend = async (toChannels: readonly string[], within: Db) => {
      const rows = toChannels.map((channelId) => ({
        subscriptionNumber: subscription,
        key: `key ${(keys += 1)}`,
        kind: 'requested' as const,
        payload: { queues: [] },
        dueAt: setting.clock.now(),
        channelId,
        state: 'due' as const,
        reason: null,
      }));
      const inserted = await createDeliveryRepository({ ...setting, centre: CENTRE }).insert(rows, within);
      await engine.send(inserted, within);
      return inserted.map(({ id }) => id).toSorted((a, b) => a - b);
    };
    /** Sends one delivery to each channel and returns their ids. */
    const send = (...toChannels: string[]) => inTransaction((within) => insertAndSend(toChannels, within));
    const complete = (job: Job, by = engine) => inTransaction((within) => by.complete(job, within));
    const retry = (job: Job, delayMs: number) =>
      inTransaction((within) => engine.retry(job, delayMs, within));
    const fetchOne = async (from = engine) => {
      const [job] = await from.fetch(1);
      if (job === undefined) throw new Error('nothing to fetch');
      return job;
    };
    const fetchSoon = (from = engine) => eventually(() => fetchOne(from), { interval: 100 });

    test('leases a job immediately, and only once', async () => {
      const ids = await send('a');
      expect(idsOf(await engine.fetch(10))).toEqual(ids);
      expect(await engine.fetch(10)).toEqual([]);
    });

    test('has no job whose transaction was rolled back', async () => {
      const failing = inTransaction(async (within) => {
        await insertAndSend(['a'], within);
        throw new Error('changed my mind');
      });
      await expect(failing).rejects.toThrow('changed my mind');
      expect(await engine.fetch(10)).toEqual([]);
    });

    test('sends nothing if nothing is due', async () => {
      await inTransaction((within) => engine.send([], within));
      expect(await engine.fetch(10)).toEqual([]);
    });

    test('accepts jobs from more concurrent transactions than there are connections', async () => {
      const sent = await Promise.all(channels(30).map((channel) => send(channel)));
      expect(idsOf(await engine.fetch(30))).toEqual(sent.flat().toSorted((a, b) => a - b));
    });

    test('leases no more than the limit', async () => {
      const ids = await send('a', 'b', 'c');
      const first = await engine.fetch(2);
      expect(first).toHaveLength(2);
      expect(idsOf([...first, ...(await engine.fetch(2))])).toEqual(ids);
    });

    test('leases one job of a channel at a time, without delaying other channels', async () => {
      const busy = await send(...Array.from({ length: 20 }, () => 'busy'));
      const [calm] = await send('calm');
      const leased = [...(await engine.fetch(5)), ...(await engine.fetch(5)), ...(await engine.fetch(30))];
      expect(leased).toHaveLength(2);
      expect(idsOf(leased)).toContain(calm);
      const first = leased.find(({ deliveryId }) => deliveryId !== calm);
      if (first === undefined) throw new Error('no job of the busy channel');
      expect(await complete(first)).toBe(true);
      const [next, ...others] = await engine.fetch(5);
      expect(others).toEqual([]);
      expect(busy.filter((id) => id !== first.deliveryId)).toContain(next?.deliveryId);
    });

    test('ends a completed job only when the transaction commits', async () => {
      await send('a');
      const job = await fetchOne();
      const undone = inTransaction(async (within) => {
        expect(await engine.complete(job, within)).toBe(true);
        throw new Error('the outcome could not be written');
      });
      await expect(undone).rejects.toThrow('the outcome could not be written');
      expect(await engine.touch(job)).toBe(true);
      expect(await complete(job)).toBe(true);
      expect(await complete(job)).toBe(false);
      expect(await engine.touch(job)).toBe(false);
      expect(await retry(job, 0)).toBe(false);
      await setting.pass(10 * LEASE_MS);
      expect(await engine.fetch(10)).toEqual([]);
    });

    test('leases a job again after the delay of its retry, under another token', async () => {
      const [id] = await send('a');
      const job = await fetchOne();
      expect(await retry(job, 60_000)).toBe(true);
      await setting.pass(61_000);
      const again = await fetchOne();
      expect(again.deliveryId).toBe(id);
      expect(await retry(job, 0)).toBe(false);
      expect(await complete(job)).toBe(false);
      expect(await complete(again)).toBe(true);
    });

    test('does not lease a job before the delay of its retry', async () => {
      await send('a');
      expect(await retry(await fetchOne(), 60_000)).toBe(true);
      await setting.pass(50_000);
      expect(await engine.fetch(10)).toEqual([]);
    });

    test('keeps the retry of a job only if the transaction commits', async () => {
      await send('a');
      const job = await fetchOne();
      const undone = inTransaction(async (within) => {
        expect(await engine.retry(job, 0, within)).toBe(true);
        throw new Error('the outcome could not be written');
      });
      await expect(undone).rejects.toThrow('the outcome could not be written');
      expect(await engine.fetch(10)).toEqual([]);
      expect(await complete(job)).toBe(true);
    });

    test.for([3, 1])('is not delayed when the bot’s clock is set back: %i h', async (hours) => {
      const ids = await send('a', 'b');
      const [waiting, silent] = await engine.fetch(2);
      if (waiting === undefined || silent === undefined) throw new Error('nothing to fetch');
      await retry(waiting, 60_000);
      setting.clock.jump(-hours * 3_600_000);
      await setting.pass(61_000);
      const leased = [await fetchSoon()];
      leased.push(await fetchSoon());
      expect(idsOf(leased)).toEqual(ids);
    });

    test('leases the job of a silent worker to another, and rejects the first worker’s later calls', async () => {
      const [id] = await send('a');
      const lost = await fetchOne();
      await setting.pass(LEASE_MS + 1_000);
      const other = await setting.another();
      const job = await fetchSoon(other);
      expect(job.deliveryId).toBe(id);
      expect(await engine.touch(lost)).toBe(false);
      expect(await complete(lost)).toBe(false);
      expect(await retry(lost, 0)).toBe(false);
      expect(await complete(job, other)).toBe(true);
    }, 15_000);

    test('keeps a job leased to a worker that renews its lease', async () => {
      await send('a');
      const job = await fetchOne();
      for (let round = 0; round < 3; round += 1) {
        await setting.pass(LEASE_MS - 5_000);
        expect(await engine.touch(job)).toBe(true);
      }
      expect(await (await setting.another()).fetch(10)).toEqual([]);
      expect(await complete(job)).toBe(true);
    });

    test('keeps the jobs of a bot that was down for a year: waiting, delayed and in flight', async () => {
      const ids = await send('a', 'b', 'c');
      const [, retried] = await engine.fetch(2);
      if (retried === undefined) throw new Error('nothing to fetch');
      await retry(retried, RETRY_DELAY_MAX_MS);
      await setting.pass(365 * 24 * 3_600_000);
      await setting.maintain();
      const leased = new Set<number>();
      while (leased.size < ids.length) leased.add((await fetchSoon()).deliveryId);
      expect([...leased].toSorted((a, b) => a - b)).toEqual(ids);
    }, 15_000);

    test('never abandons a job, however often its worker becomes silent', async () => {
      const [id] = await send('a');
      for (let round = 0; round < 5; round += 1) {
        expect((await fetchSoon()).deliveryId).toBe(id);
        await setting.pass(LEASE_MS + 1_000);
        await setting.maintain();
      }
      expect(await complete(await fetchSoon())).toBe(true);
    }, 30_000);

    test('leases each of 300 jobs to one of four workers', async () => {
      const ids = await send(...channels(300));
      const workers = [engine, await setting.another(), engine, await setting.another()];
      const fetched = await Promise.all(
        workers.map(async (worker) => {
          const mine: Job[] = [];
          for (let jobs = await worker.fetch(7); jobs.length > 0; jobs = await worker.fetch(7)) {
            mine.push(...jobs);
            for (const job of jobs) expect(await complete(job, worker)).toBe(true);
          }
          return mine;
        }),
      );
      expect(idsOf(fetched.flat())).toEqual(ids);
    });
  });

test.runIf(postgres.here)(
  `A start that ${postgres.name} did not answer can be repeated; until then jobs are rejected`,
  async () => {
    const database = await postgres.create();
    const { db } = await database.open();
    await using network = await startDatabaseNetwork(database.url);
    const engine = createPgBossJobs({ url: network.url, logger: createRecordingLogger() });
    network.cut();
    await expect(engine.start()).rejects.toBeInstanceOf(Error);
    const sending = db.transaction().execute((within) => engine.send([ONE], within));
    await expect(sending).rejects.toMatchObject({ code: 'storage-unavailable' });
    network.mend();
    await engine.start();
    await db.transaction().execute((within) => engine.send([ONE], within));
    expect(idsOf(await engine.fetch(1))).toEqual([1]);
    await engine.stop();
    await database.remove();
  },
);
