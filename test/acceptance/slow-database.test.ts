import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, test } from 'vitest';
import type { Message } from '../../sandbox/slack-workspace/slack/message.ts';
import type { View } from '../../sandbox/slack-workspace/slack/view.ts';
import { NONSENSE } from '../support/bots/ask-in-time.ts';
import { openForm, openHome, textIn } from '../support/bots/floor-answers.ts';
import { PEOPLE, type RunningBot, startRunningBot, textOf } from '../support/bots/running-bot.ts';
import { expectWithin } from '../support/clocks/budget.ts';
import { type DatabaseNetwork, startDatabaseNetwork } from '../support/peers/database-network.ts';
import { createSqlite, postgres } from '../support/peers/databases.ts';

/** Maximum time of an answer in milliseconds. */
const ANSWER_MAX_MS = 4_000;
const POLL_OPTIONS = { timeout: 30_000, interval: 100 };
const EVENING = 'subscribe daily 18:00 zone Europe/Madrid';
const AT_NINETEEN = 'subscribe daily 19:00 zone Europe/Madrid';
const UNAVAILABLE = /reference: storage-unavailable/;
const OPEN = /did not say whether it kept this.*storage-outcome-unknown/s;
const OUTCOME_UNKNOWN =
  /cannot be (read or changed|used)|could not be kept|is set up|is paused|is resumed|is deleted/;

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

/** Starts a bot with subscription 1, and with queue 1 among a supervisor's favourites. */
async function startUsed(url: string): Promise<RunningBot> {
  const bot = await startRunningBot({ env: { DATABASE_URL: url }, timing: { databaseWaitMs: 1_000 } });
  ends.push(() => bot[Symbol.asyncDispose]());
  await expect
    .poll(async () => wordsOf(await bot.ask('/floor', EVENING)), POLL_OPTIONS)
    .toContain('ubscription 1');
  expect(textOf(await bot.ask('/agent', '1099'))).toContain('CC-Gateway');
  return bot;
}

async function startOnPostgres(): Promise<{ bot: RunningBot; network: DatabaseNetwork }> {
  const database = await postgres.create();
  ends.push(() => database.remove());
  const network = await startDatabaseNetwork(database.url);
  ends.push(() => network[Symbol.asyncDispose]());
  const bot = await startUsed(network.url);
  ends.push(() => network.thaw());
  return { bot, network };
}

const wordsOf = (message: Message) => `${textOf(message)}\n${message.text}`;

async function inTime<T>(ask: () => Promise<T>, words: (answer: T) => string): Promise<string> {
  const begun = performance.now();
  const answer = words(await ask());
  expectWithin(ANSWER_MAX_MS, begun);
  expect(answer).not.toMatch(NONSENSE);
  return answer;
}

const type = (bot: RunningBot, text: string) => inTime(() => bot.ask('/floor', text), wordsOf);
const home = (bot: RunningBot) => inTime(() => openHome(bot, PEOPLE.supervisor), textIn);

async function keepQueue(bot: RunningBot, form: View): Promise<string> {
  const person = bot.workspace.as(PEOPLE.supervisor);
  const choice = { favourite_queues: ['1'] };
  return inTime(
    () => person.submit(form, choice),
    ({ errors }) => JSON.stringify(errors ?? null),
  );
}

const formOf = async (bot: RunningBot) =>
  openForm(bot, PEOPLE.supervisor, await openHome(bot, PEOPLE.supervisor));

test('a SQLite file that another process has locked delays no answer', async () => {
  const database = await createSqlite();
  ends.push(() => database.remove());
  const bot = await startUsed(database.url);
  const form = await formOf(bot);
  const other = new DatabaseSync(database.url.slice('sqlite:'.length));
  ends.push(() => other.close());
  other.exec('begin immediate');

  expect(await type(bot, AT_NINETEEN)).toMatch(UNAVAILABLE);
  expect(await type(bot, 'pause 1')).toMatch(UNAVAILABLE);
  expect(await type(bot, 'send 1')).toMatch(UNAVAILABLE);
  expect(await keepQueue(bot, form)).toMatch(UNAVAILABLE);
  // Reads work beside another writer, but may wait for a retried write of the bot.
  expect(await type(bot, 'subscriptions')).toMatch(/daily at 18:00|reference: storage-unavailable/);
  expect(await home(bot)).toMatch(/daily at 18:00|reference: storage-unavailable/);
  expect(await inTime(() => bot.ask('/agent', '1099'), wordsOf)).toContain('CC-Gateway');

  other.exec('rollback');
  // A change that was reported as failed has no effect.
  await expect.poll(async () => type(bot, 'pause 1'), POLL_OPTIONS).toContain('Subscription 1 is paused');
  expect(await type(bot, 'subscriptions')).not.toContain('19:00');
});

describe.runIf(postgres.here)(`A database that is slow or silent, on ${postgres.name}`, () => {
  test.for(['frozen', 'slow'] as const)('delays no answer when it is %s', async (fault) => {
    const { bot, network } = await startOnPostgres();
    const form = await formOf(bot);
    if (fault === 'frozen') network.freeze();
    else network.delayBy(3_000);

    const told = /reference: storage-(unavailable|outcome-unknown)/;
    expect(await type(bot, AT_NINETEEN)).toMatch(told);
    expect(await type(bot, 'subscriptions')).toMatch(UNAVAILABLE);
    expect(await type(bot, 'pause 1')).toMatch(told);
    expect(await type(bot, 'summary')).toMatch(UNAVAILABLE);
    expect(await home(bot)).toMatch(UNAVAILABLE);
    expect(await keepQueue(bot, form)).toMatch(told);
    expect(await inTime(() => bot.ask('/agent', '1099'), wordsOf)).toContain('CC-Gateway');

    network.thaw();
    network.delayBy(0);
    await expect.poll(async () => type(bot, 'subscriptions'), POLL_OPTIONS).toContain('daily at 18:00');
  });

  test.for([
    ['sets up', AT_NINETEEN, /19:00/, 'insert into "subscription"'],
    ['pauses', 'pause 1', /paused: somebody asked for it/, 'update "subscription"'],
    ['deletes', 'unsubscribe 1', /There are none yet/, 'update "subscription"'],
  ] as const)(
    'that commits without a reply: the outcome of what %s is reported as unknown',
    async ([, text, then, change]) => {
      const { bot, network } = await startOnPostgres();
      network.muteFrom('commit', change);
      const answer = await type(bot, text);
      expect(answer).toMatch(OPEN);
      expect(answer).not.toMatch(OUTCOME_UNKNOWN);
      network.thaw();
      await expect.poll(async () => type(bot, 'subscriptions'), POLL_OPTIONS).toMatch(then);
    },
  );

  test('that stores a choice of queues without a reply: the outcome is shown as unknown beside the field', async () => {
    const { bot, network } = await startOnPostgres();
    const form = await formOf(bot);
    network.muteFrom('insert into "favourites"');
    const errors = await keepQueue(bot, form);
    expect(errors).toMatch(OPEN);
    expect(errors).not.toMatch(OUTCOME_UNKNOWN);
    network.thaw();
    await expect.poll(async () => home(bot), POLL_OPTIONS).not.toContain('cannot be read');
    expect(await home(bot)).not.toContain('You have chosen no queues');
  });
});
