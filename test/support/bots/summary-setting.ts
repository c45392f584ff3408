import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect } from 'vitest';
import { seedHistory } from '../../../sandbox/demo/demo-history.ts';
import type { Message } from '../../../sandbox/slack-workspace/slack/message.ts';
import type { View } from '../../../sandbox/slack-workspace/slack/view.ts';
import { createShiftedClock } from '../clocks/shifted-clock.ts';
import { CENTRE } from '../floors/centre-key.ts';
import { CHANNEL, PEOPLE, type RunningBot, type RunningBotOptions, startRunningBot } from './running-bot.ts';

/** Friday 20 November 2026, 17:30 in Madrid. */
const AFTERNOON = Date.UTC(2026, 10, 20, 16, 30);
export const HALF_AN_HOUR = 30 * 60_000;
export const QUICK_DELIVERY = {
  delivery: { tickMs: 40, idleMs: 20, settleMs: 2_500, postMs: 2_000, touchMs: 100, ownersMs: 40 },
  leaseMs: 5_000,
  postRate: { channelIntervalMs: 5, startPerSecond: 100, maxPerSecond: 100 },
};
export const EVERY_EVENING = 'daily 18:00 zone Europe/Madrid';

export interface SummarySetting extends AsyncDisposable {
  readonly bot: RunningBot;
  readonly clock: ReturnType<typeof createShiftedClock>;
  /** The path of the SQLite file. */
  readonly path: string;
  /** The messages in the channel, oldest first. */
  posts(channel?: string): Message[];
  /** Waits until the channel has this many messages. */
  postsWhen(count: number, channel?: string): Promise<Message[]>;
}

/** The SQLite file with the history, simulated once for all tests of this worker. */
let history: Promise<Buffer> | undefined;

async function simulateHistory(): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'floorwalker-history-'));
  const path = join(folder, 'floor.db');
  try {
    await seedHistory({
      url: `sqlite:${path}`,
      centre: CENTRE,
      until: AFTERNOON,
      timeZone: 'Europe/Madrid',
      seed: 3,
      logger: pino({ level: 'silent' }),
      daysBefore: [1],
    });
    return await readFile(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Starts the whole bot half an hour before its summaries are due, by default with a history. */
export async function startSetting(
  options: { env?: Record<string, string>; history?: boolean } & Pick<
    RunningBotOptions,
    'calendarText' | 'slack'
  > = {},
): Promise<SummarySetting> {
  const folder = await mkdtemp(join(tmpdir(), 'floorwalker-summaries-'));
  const path = join(folder, 'floor.db');
  const url = `sqlite:${path}`;
  const clock = createShiftedClock(AFTERNOON);
  if (options.history !== false) {
    history ??= simulateHistory();
    await writeFile(path, await history);
  }
  const bot = await startRunningBot({
    shifted: clock,
    env: { DATABASE_URL: url, TIME_ZONE: 'Europe/Madrid', ...options.env },
    timing: { summaries: QUICK_DELIVERY },
    ...(options.calendarText === undefined ? {} : { calendarText: options.calendarText }),
    ...(options.slack === undefined ? {} : { slack: options.slack }),
  });
  const posts = (channel = CHANNEL) =>
    bot.workspace.messages.in(channel).filter(({ ephemeral_to }) => ephemeral_to === undefined);
  return {
    bot,
    clock,
    path,
    posts,
    async postsWhen(count, channel) {
      await expect.poll(() => posts(channel).length, { interval: 20 }).toBe(count);
      return posts(channel);
    },
    async [Symbol.asyncDispose]() {
      await bot[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export const dmOf = ({ bot }: SummarySetting, person: string = PEOPLE.supervisor) =>
  bot.workspace.as(person).directMessage();

export const titleOf = (view: View | undefined) => JSON.stringify(view?.title ?? null);

export async function buttonIn(
  setting: SummarySetting,
  message: Message,
  action: string,
  person: string = PEOPLE.supervisor,
) {
  const { workspace } = setting.bot;
  const report = await workspace.as(person).click(message, action);
  expect(report.acked).toBe(true);
  const event = await workspace.next(
    (candidate) =>
      (candidate.type === 'ephemeral_posted' || candidate.type === 'ephemeral_updated') &&
      candidate.user === person,
    { since: report.seq },
  );
  return 'message' in event ? event.message : undefined;
}
