import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Observation, sampleOf } from '../../src/domain/analytics/sample.ts';
import { localDay } from '../../src/domain/calendar/local-day.ts';
import { addDays, localAt } from '../../src/domain/calendar/local-time.ts';
import { WEEKDAYS } from '../../src/domain/calendar/weekday.ts';
import { rollUp } from '../../src/history/upkeep.ts';
import type { AppDatabase } from '../../src/storage/database.ts';
import { createSubscriptionRepository } from '../../src/summaries/subscriptions/subscription-repository.ts';
import { CHANNEL, PEOPLE, type RunningBot, startRunningBot } from '../support/bots/running-bot.ts';
import { createBusyFloor } from '../support/floors/busy-floor.ts';
import { createHistory } from '../support/floors/history.ts';
import { openDatabase } from '../support/peers/databases.ts';
import { type BenchRow, median, milliseconds, quantile, timed, times } from './figures.ts';
import { repeatDay } from './repeat-day.ts';

const DUE = 10_000;
/** Further channels. Slack accepts one post per second in each, and more than eight in the workspace. */
const MORE_CHANNELS = Array.from({ length: 19 }, (_, index) => `C0BURST${index}`);
const CHANNELS = [CHANNEL, ...MORE_CHANNELS];
const QUEUES = 200;
const AGENTS = 1_000;
const SAMPLE_MS = 5 * 60_000;
const QUESTIONS = 60;
const MINUTE_MS = 60_000;

/**
 * Measures `/agent 1099 stats` while ten thousand summaries of 200 queues and six days have been due for a minute,
 * beside a bot without deliveries.
 */
export async function measureAnswersDuringBurst(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'floorwalker-bench-'));
  try {
    const url = `sqlite:${join(folder, 'floorwalker.db')}`;
    const quiet = await answers({}, () => 0);
    await subscribeMany(url);
    const busy = await answers({ DATABASE_URL: url }, posted);
    return [
      {
        what: `/agent 1099 stats while ${DUE} summaries are due (${busy.posts} posted meanwhile)`,
        figure: `${milliseconds(median(busy.ms))} (p95 ${milliseconds(quantile(busy.ms, 0.95))})`,
        against: `none due, ${milliseconds(median(quiet.ms))} (p95 ${milliseconds(quantile(quiet.ms, 0.95))})`,
        ratio: times(median(busy.ms) / median(quiet.ms)),
      },
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function answers(env: Record<string, string>, countPosts: (bot: RunningBot) => number) {
  await using bot = await startRunningBot({ env, channels: MORE_CHANNELS });
  const ms: number[] = [];
  for (let question = 0; question < QUESTIONS; question += 1) {
    ms.push((await timed(() => bot.ask('/agent', '1099 stats'))).ms);
    // The commands are spread over the first seconds of the burst.
    await setTimeout(100);
  }
  return { ms, posts: countPosts(bot) };
}

function posted({ workspace }: RunningBot): number {
  return workspace.requests.filter(({ method }) => method === 'chat.postMessage').length;
}

async function subscribeMany(url: string): Promise<void> {
  const database = await openDatabase(url);
  await keepDays(database);
  const since = Date.now() - 2 * MINUTE_MS;
  const { time } = localAt(Date.now() - MINUTE_MS, 'UTC');
  const subscriptions = createSubscriptionRepository({
    db: database.db,
    centre: '1-170',
    clock: { now: () => since },
    isExcluded: () => false,
  });
  const schedule = { times: [time], days: WEEKDAYS, zone: 'UTC' };
  for (let count = 0; count < DUE; count += 1) {
    await subscriptions.add({
      teamId: 'T0LOCAL',
      ownerId: PEOPLE.supervisor,
      channelId: CHANNELS[count % CHANNELS.length] ?? CHANNEL,
      queues: [],
      schedule,
    });
  }
  await database.close();
}

/** Writes the quarters of a day as the bot would, for today and for each day that a summary compares with. */
async function keepDays(database: AppDatabase): Promise<void> {
  const history = createHistory(database);
  const day = localDay(addDays(localAt(Date.now(), 'UTC').date, -1), 'UTC');
  const floorAt = createBusyFloor({ agents: AGENTS, queues: QUEUES, from: day.from });
  let before: Observation | null = null;
  for (let at = day.from; at <= day.to; at += SAMPLE_MS) {
    const now: Observation = { snapshot: floorAt(at), takenAt: at };
    await history.samples.record(sampleOf(now, before, 1.5 * SAMPLE_MS));
    before = now;
  }
  await rollUp(history, day.to);
  await history.samples.removeBefore(day.to);
  for (const days of [-1, 1, 6, 7, 13, 14, 20, 21, 27, 28]) await repeatDay(database, day, days);
}
