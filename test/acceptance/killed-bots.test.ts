import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type BotFleet, createBotFleet } from '../support/bot-fleet.ts';
import { backends } from '../support/databases.ts';

const SUMMARIES = 200;
const KILLS = 12;

/** Kills a bot at a random instant, again and again, while it posts. */
async function killWhileItPosts(fleet: BotFleet): Promise<number> {
  let kills = 0;
  while (kills < KILLS && (await fleet.unsettled()) > 0) {
    const bot = await fleet.start();
    await delay(Math.random() * 400);
    await bot.end('SIGKILL');
    kills += 1;
  }
  return kills;
}

function signInsOf({ simulator }: BotFleet): number {
  return simulator.requests.of('gateway', 'sign-in').filter(({ code }) => code === '0').length;
}

for (const backend of backends)
  describe.runIf(backend.here)(`The whole bot, killed while summaries are due, on ${backend.name}`, () => {
    test('posts each of them once: none lost, none twice', async () => {
      await using fleet = await createBotFleet(await backend.create());
      await fleet.addDue(SUMMARIES);
      const kills = await killWhileItPosts(fleet);
      expect(kills).toBeGreaterThanOrEqual(5);
      await fleet.start();
      await expect.poll(() => fleet.unsettled(), { timeout: 40_000, interval: 200 }).toBe(0);
      const copies = fleet.copies();
      expect(copies.size).toBe(SUMMARIES);
      expect([...copies.values()].filter((count) => count !== 1)).toEqual([]);
      const states = await fleet.db.selectFrom('delivery').select('state').distinct().execute();
      expect(states).toEqual([{ state: 'sent' }]);
    }, 60_000);
  });

for (const backend of backends.filter(({ name }) => name.startsWith('PostgreSQL')))
  describe.runIf(backend.here)(`Three bots on one database, ${backend.name}`, () => {
    test('have one session and one sampler; killing the holder costs neither posts nor sign-ins', async () => {
      await using fleet = await createBotFleet(await backend.create(), { SAMPLE_SECONDS: '5' });
      const bots = [await fleet.start(), await fleet.start(), await fleet.start()];
      const leads = await Promise.all(bots.map(async (bot) => (await bot.history()).leads));
      expect(leads.filter(Boolean)).toHaveLength(1);
      await expect.poll(() => signInsOf(fleet)).toBe(1);

      await fleet.addDue(60);
      await expect.poll(() => fleet.copies().size).toBeGreaterThan(5);
      await bots[leads.indexOf(true)]?.end('SIGKILL');
      const killedAt = Date.now();
      const others = bots.filter((_, index) => leads[index] !== true);
      const successors = () => Promise.all(others.map(async (bot) => (await bot.history()).leads));
      await expect.poll(successors, { timeout: 10_000, interval: 100 }).toContain(true);
      await expect.poll(() => fleet.unsettled(), { timeout: 30_000, interval: 200 }).toBe(0);

      expect([...fleet.copies().values()].filter((count) => count !== 1)).toEqual([]);
      expect(fleet.copies().size).toBe(60);
      // The one who leads now goes on with the session that was there.
      const polls = () =>
        fleet.simulator.requests.of('gateway', 'poll').filter(({ receivedAt }) => receivedAt > killedAt)
          .length;
      await expect.poll(polls, { timeout: 10_000 }).toBeGreaterThan(0);
      expect(signInsOf(fleet)).toBe(1);
      const taken = await fleet.db
        .selectFrom('floor_sample')
        .select('taken_at')
        .orderBy('taken_at')
        .execute();
      const steps = new Set(taken.map(({ taken_at }) => Math.round(taken_at / 5_000)));
      expect(steps.size).toBe(taken.length);
    }, 60_000);
  });
