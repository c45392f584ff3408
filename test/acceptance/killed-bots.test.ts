import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Message } from '../../sandbox/slack-workspace/slack/message.ts';
import { type BotFleet, createBotFleet, type FleetBot } from '../support/bots/bot-fleet.ts';
import { PEOPLE, textOf } from '../support/bots/running-bot.ts';
import { wholeOr } from '../support/clocks/whole-run.ts';
import { backends } from '../support/peers/databases.ts';

const SUMMARIES = wholeOr(200, 30);
const KILLS = wholeOr(8, 1);
/**
 * Minimum number of kills while the bot posts. Others may come before its first post; with fewer than this, the test
 * shows little.
 */
const MIN_KILLS = wholeOr(5, 1);
/** Timeout in milliseconds for a busy machine. */
const TEST_TIMEOUT_MS = 600_000;
const WAIT_TIMEOUT_MS = 240_000;
/** Agents that are signed in on the simulated floor. */
const AGENTS = [1027, 1019, 1011];
const FLEET_CHANNEL = 'C0FLEET0';
/** Number of answers per bot: enough that the leader's snapshot expires and is read again meanwhile. */
const ANSWERS_EACH = 20;

/** Kills a bot repeatedly at random instants while it posts, while other bots still have deliveries left. */
async function killWhileItPosts(fleet: BotFleet): Promise<number> {
  let kills = 0;
  while (kills < KILLS && (await fleet.unsettled()) > 0) {
    const posted = fleet.posts(1 + Math.floor(Math.random() * 8));
    const bot = await fleet.start();
    await posted;
    await delay(Math.random() * 20);
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
    test(
      'posts each of them once: none lost, none twice',
      async () => {
        await using fleet = await createBotFleet(await backend.create());
        await fleet.addDue(SUMMARIES);
        const kills = await killWhileItPosts(fleet);
        expect(kills).toBeGreaterThanOrEqual(MIN_KILLS);
        await fleet.start();
        await expect.poll(() => fleet.unsettled(), { timeout: WAIT_TIMEOUT_MS, interval: 200 }).toBe(0);
        const copies = fleet.copies();
        expect(copies.size).toBe(SUMMARIES);
        expect([...copies.values()].filter((count) => count !== 1)).toEqual([]);
        const states = await fleet.db.selectFrom('delivery').select('state').distinct().execute();
        expect(states).toEqual([{ state: 'sent' }]);
      },
      TEST_TIMEOUT_MS,
    );
  });

/** Returns the instants of the samples, oldest first. */
async function samplesOf({ db }: BotFleet): Promise<number[]> {
  const rows = await db.selectFrom('floor_sample').select('taken_at').orderBy('taken_at').execute();
  return rows.map(({ taken_at }) => taken_at);
}

/** Returns the leader; there is one as soon as the database has answered every bot. */
async function whoLeads(bots: readonly FleetBot[]): Promise<boolean[]> {
  let leads: boolean[] = [];
  const ask = async () => {
    leads = await Promise.all(bots.map(async (bot) => (await bot.history()).leads));
    return leads.filter(Boolean).length;
  };
  await expect.poll(ask).toBe(1);
  return leads;
}

/** Asks this bot about all signed-in agents, and about some of them one by one. */
async function askAboutAgents(
  { workspace }: BotFleet,
  { port }: FleetBot,
  agents: readonly number[],
): Promise<Message[]> {
  workspace.useHttp(`http://127.0.0.1:${port}/slack/events`);
  const since = workspace.seq;
  const commands = [['/floor', ''], ...agents.map((id) => ['/agent', `${id}`])] as const;
  const acks = await Promise.all(
    commands.map(([command = '', text = '']) =>
      workspace.as(PEOPLE.supervisor).command(FLEET_CHANNEL, command, text),
    ),
  );
  expect(acks.map(({ acked }) => acked)).toEqual(commands.map(() => true));
  const answers: Message[] = [];
  for (let seen = since; answers.length < acks.length; ) {
    const event = await workspace.next(({ type }) => type === 'ephemeral_posted', { since: seen });
    seen = event.seq;
    if (event.type === 'ephemeral_posted') answers.push(event.message);
  }
  return answers;
}

for (const backend of backends.filter(({ name }) => name.startsWith('PostgreSQL')))
  describe.runIf(backend.here)(`Three bots on one database, ${backend.name}`, () => {
    test(
      'have one session and one sampler; killing the leader costs neither posts nor sign-ins',
      async () => {
        await using fleet = await createBotFleet(await backend.create(), { SAMPLE_SECONDS: '5' });
        const bots = [await fleet.start(), await fleet.start(), await fleet.start()];
        const leads = await whoLeads(bots);
        await expect.poll(() => signInsOf(fleet)).toBe(1);
        await expect.poll(() => samplesOf(fleet), { timeout: WAIT_TIMEOUT_MS }).not.toEqual([]);

        const someArePosted = fleet.posts(6);
        await fleet.addDue(60);
        await someArePosted;
        await bots[leads.indexOf(true)]?.end('SIGKILL');
        const killedAt = Date.now();
        const others = bots.filter((_, index) => leads[index] !== true);
        const successors = () => Promise.all(others.map(async (bot) => (await bot.history()).leads));
        await expect.poll(successors, { timeout: WAIT_TIMEOUT_MS, interval: 100 }).toContain(true);
        await expect.poll(() => fleet.unsettled(), { timeout: WAIT_TIMEOUT_MS, interval: 200 }).toBe(0);

        expect([...fleet.copies().values()].filter((count) => count !== 1)).toEqual([]);
        expect(fleet.copies().size).toBe(60);
        // The new leader continues the existing session.
        const polls = () =>
          fleet.simulator.requests.of('gateway', 'poll').filter(({ receivedAt }) => receivedAt > killedAt)
            .length;
        await expect.poll(polls, { timeout: WAIT_TIMEOUT_MS }).toBeGreaterThan(0);
        expect(signInsOf(fleet)).toBe(1);
        // The new leader also continues the samples, each of which is taken once.
        const since = async () => (await samplesOf(fleet)).filter((takenAt) => takenAt > killedAt);
        await expect.poll(since, { timeout: WAIT_TIMEOUT_MS }).not.toEqual([]);
        const taken = await samplesOf(fleet);
        // Two samplers would sample at equal multiples of five seconds; one sample may be late.
        const gaps = taken.slice(1).map((takenAt, index) => takenAt - (taken[index] ?? 0));
        expect(gaps.filter((ms) => ms < 1_000)).toEqual([]);
      },
      TEST_TIMEOUT_MS,
    );

    test(
      'send the gateway together no more requests than one may; the others use the leader’s snapshot',
      async () => {
        await using fleet = await createBotFleet(await backend.create(), {
          SAMPLE_SECONDS: '5',
          SLACK_MODE: 'http',
        });
        const { requests } = fleet.simulator;
        const bots = [await fleet.start(), await fleet.start(), await fleet.start()];
        await expect.poll(() => signInsOf(fleet)).toBe(1);
        const leads = await whoLeads(bots);
        const leader = bots.findIndex((_, index) => leads[index]);

        const others = bots.filter((_, index) => index !== leader);
        const began = Date.now();
        const before = requests.count('gateway', 'allonlineagents');
        // At times the rate limit is used up and the CMS answers instead. The leader's snapshot is available to all
        // bots.
        for (const bot of bots) {
          let fromSnapshot = 0;
          let names = 0;
          while (fromSnapshot < ANSWERS_EACH || names === 0) {
            const texts = (await askAboutAgents(fleet, bot, AGENTS.slice(0, 1))).map(textOf);
            const read = texts.filter((text) => text.includes('allonlineagents'));
            fromSnapshot += read.length;
            names += read.filter((text) => text.includes('Agent 10')).length;
          }
        }
        const seconds = (Date.now() - began) / 1000;
        // A bot caches its readings for two seconds; it samples every five.
        const asked = requests.count('gateway', 'allonlineagents') - before;
        expect(asked).toBeLessThanOrEqual(seconds / 2 + seconds / 5 + 1);

        await bots[leader]?.end('SIGKILL');
        // The questions continue while no bot leads, and for some time after that.
        const successors = async () => {
          for (const bot of others) await askAboutAgents(fleet, bot, AGENTS);
          const lead = await Promise.all(others.map(async (bot) => (await bot.history()).leads));
          return lead.filter(Boolean).length;
        };
        await expect.poll(successors, { timeout: WAIT_TIMEOUT_MS }).toBe(1);
        for (let round = 0; round < ANSWERS_EACH; round += 1) expect(await successors()).toBe(1);
        expect(requests.overloaded).toBe(false);
        expect(signInsOf(fleet)).toBe(1);

        for (const bot of others) await bot.end('SIGTERM');
        expect(await fleet.db.selectFrom('floor_snapshot').select('centre').execute()).toEqual([]);
      },
      TEST_TIMEOUT_MS,
    );
  });
