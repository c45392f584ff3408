import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localAt } from '../../src/domain/local-time.ts';
import { WEEKDAYS } from '../../src/domain/weekday.ts';
import { openDatabase } from '../../src/history/database.ts';
import { createSubscriptionRepository } from '../../src/summaries/subscription-repository.ts';
import { createRecordingLogger } from '../support/recording-logger.ts';
import { CHANNEL, PEOPLE, type RunningBot, startRunningBot } from '../support/running-bot.ts';
import { type BenchRow, median, milliseconds, quantile, timed, times } from './figures.ts';

const DUE = 10_000;
const QUESTIONS = 60;
const MINUTE_MS = 60_000;

/** `/agent 1099 stats` while ten thousand summaries fell due a minute ago, beside a bot that has none to post. */
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
  await using bot = await startRunningBot({ env });
  const ms: number[] = [];
  for (let question = 0; question < QUESTIONS; question += 1) {
    ms.push((await timed(() => bot.ask('/agent', '1099 stats'))).ms);
    // Spread over the first seconds of the burst, as people would be.
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { ms, posts: countPosts(bot) };
}

function posted({ workspace }: RunningBot): number {
  return workspace.requests.filter(({ method }) => method === 'chat.postMessage').length;
}

async function subscribeMany(url: string): Promise<void> {
  const database = await openDatabase({ url, logger: createRecordingLogger() });
  const since = Date.now() - 2 * MINUTE_MS;
  const { time } = localAt(Date.now() - MINUTE_MS, 'UTC');
  const subscriptions = createSubscriptionRepository({
    db: database.db,
    clock: { now: () => since },
    rests: () => false,
  });
  const schedule = { times: [time], days: WEEKDAYS, zone: 'UTC' };
  for (let count = 0; count < DUE; count += 1) {
    await subscriptions.add({
      teamId: 'T0LOCAL',
      ownerId: PEOPLE.supervisor,
      channelId: CHANNEL,
      queues: [],
      schedule,
    });
  }
  await database.close();
}
