import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type RunningBot, startRunningBot, textOf } from '../support/bots/running-bot.ts';
import { expectWithin } from '../support/clocks/budget.ts';
import { startDatabaseNetwork } from '../support/peers/database-network.ts';
import { postgres } from '../support/peers/databases.ts';

const POLL_OPTIONS = { interval: 20 };
const reportSchema = z.object({
  ready: z.boolean(),
  connections: z.array(z.object({ name: z.string(), state: z.string() })),
  history: z.looseObject({ leads: z.boolean(), database: z.string() }),
});

async function reportOf({ bot }: RunningBot) {
  const response = await fetch(`http://127.0.0.1:${bot.port()}/readyz`);
  return reportSchema.parse(await response.json());
}

function pollsOf({ simulator }: RunningBot): number {
  return simulator.requests.of('gateway', 'poll').length;
}

const linesWith = (bot: RunningBot, words: string) => bot.log.filter((line) => line.includes(words));

describe.runIf(postgres.here)(`One bot that loses its database after the start, on ${postgres.name}`, () => {
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  test.for(['cut', 'freeze'] as const)(
    'by a network that does “%s” keeps its gateway session, answers, and reports it in health',
    { timeout: 60_000 },
    async (fault) => {
      const database = await postgres.create();
      ends.push(() => database.remove());
      await using network = await startDatabaseNetwork(database.url);
      await using bot = await startRunningBot({
        env: { DATABASE_URL: network.url, SAMPLE_SECONDS: '5' },
        timing: { databaseWaitMs: 1_000 },
      });
      await expect.poll(async () => (await reportOf(bot)).history.leads, POLL_OPTIONS).toBe(true);

      network[fault]();
      const begun = performance.now();
      expect((await fetch(`http://127.0.0.1:${bot.bot.port()}/livez`)).status).toBe(200);
      expect(await reportOf(bot)).toMatchObject({ ready: true });
      expectWithin(1_000, begun);
      await expect.poll(() => linesWith(bot, 'leader lock not checked').length, POLL_OPTIONS).toBe(1);
      await expect.poll(async () => (await reportOf(bot)).history.leads, POLL_OPTIONS).toBe(false);
      expect((await fetch(`http://127.0.0.1:${bot.bot.port()}/livez`)).status).toBe(200);
      const before = pollsOf(bot);
      await expect.poll(() => pollsOf(bot), POLL_OPTIONS).toBeGreaterThan(before + 5);
      expect(textOf(await bot.ask('/agent', '1099'))).toContain('CC-Gateway');

      if (fault === 'cut') network.mend();
      else network.thaw();
      await expect.poll(async () => (await reportOf(bot)).history.leads, POLL_OPTIONS).toBe(true);
      const signIns = bot.simulator.requests.of('gateway', 'sign-in').filter(({ code }) => code === '0');
      expect(signIns).toHaveLength(1);
      expect(bot.simulator.gateway.sessions).toHaveLength(1);
    },
  );
});
