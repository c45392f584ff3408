import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { WEEKDAYS } from '../../../src/domain/calendar/weekday.ts';
import type { Db } from '../../../src/storage/tables.ts';
import { createSubscriptionRepository } from '../../../src/summaries/subscriptions/subscription-repository.ts';
import { CENTRE } from '../floors/centre-key.ts';
import type { MessageStub } from '../peers/message-stub.ts';

export interface Bot {
  readonly process: ChildProcess;
  /** The lines of its log. */
  readonly log: readonly string[];
  ready: Promise<unknown>;
}

export function startBot(databaseUrl: string, stub: MessageStub): Bot {
  const child = fork(new URL('./delivery-bot.ts', import.meta.url), [databaseUrl, stub.url], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const log: string[] = [];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => log.push(...text.trim().split('\n')));
  return { process: child, log, ready: Promise.race([once(child, 'message'), once(child, 'exit')]) };
}

export async function endBot({ process: child }: Bot, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}

/**
 * Stops a bot with SIGSTOP between two of its transactions. A bot that holds a lock would block the other bots, which
 * is not the subject of these tests.
 */
export async function freezeBetweenTransactions(
  { process: child }: Bot,
  setting: { url: string; db: Db },
): Promise<void> {
  for (;;) {
    child.kill('SIGSTOP');
    // The signal takes effect with a short delay.
    await delay(20);
    if (!(await isInTransaction(setting))) return;
    child.kill('SIGCONT');
    await delay(20);
  }
}

async function isInTransaction({ url, db }: { url: string; db: Db }): Promise<boolean> {
  if (url.startsWith('sqlite:')) return isLocked(url.slice('sqlite:'.length));
  const { rows } = await sql`select pid from pg_stat_activity where datname = current_database()
    and pid <> pg_backend_pid() and xact_start is not null`.execute(db);
  return rows.length > 0;
}

function isLocked(path: string): boolean {
  const file = new DatabaseSync(path, { timeout: 0 });
  try {
    file.exec('begin immediate; rollback');
    return false;
  } catch {
    return true;
  } finally {
    file.close();
  }
}

const CHANNELS = Array.from({ length: 50 }, (_, n) => `C${n}`);

/**
 * Adds subscriptions that are due in the minute of `now`, spread over channels.
 *
 * @param options.now epoch milliseconds; the present by default
 */
export async function addDueSubscriptions(
  db: Db,
  count: number,
  options: { teamId?: string; ownerId?: string; channels?: readonly string[]; now?: number } = {},
): Promise<void> {
  const { teamId = 'T1', ownerId = 'U1', channels = CHANNELS, now = Date.now() } = options;
  const minute = Math.floor(now / 60_000) * 60_000;
  const subscriptions = createSubscriptionRepository({
    db,
    centre: CENTRE,
    clock: { now: () => minute - 1 },
    isExcluded: () => false,
  });
  const time = new Date(minute).toISOString().slice(11, 16);
  for (let n = 0; n < count; n += 1) {
    await subscriptions.add({
      teamId,
      ownerId,
      channelId: channels[n % channels.length] ?? '',
      queues: [],
      schedule: { times: [time], days: WEEKDAYS, zone: 'UTC' },
    });
  }
}

/** Maximum number of messages before a kill. It is low, so that the kills end before the deliveries do. */
const MAX_MESSAGES_BEFORE_KILL = 8;
/** Milliseconds without a message after which no more is expected: remaining deliveries may need no post. */
const NO_MESSAGE_TIMEOUT_MS = 15_000;

export interface KillRun {
  readonly databaseUrl: string;
  readonly db: Db;
  readonly stub: MessageStub;
  readonly replicas: number;
  /** The number of kills. */
  readonly kills: number;
}

/** Starts bots and kills each at a random instant, until there were enough kills; then lets the bots finish. */
export async function killUntilDone(run: KillRun): Promise<{ kills: number }> {
  let kills = 0;
  const live = async () => {
    while (kills < run.kills && (await countUnsettled(run.db)) > 0) {
      // Some bots are killed during their start, most during work, which begins late on a slow machine.
      const atWork =
        Math.random() < 0.9 && run.stub.more(1 + Math.floor(Math.random() * MAX_MESSAGES_BEFORE_KILL));
      const bot = startBot(run.databaseUrl, run.stub);
      if (atWork !== false)
        await Promise.race([atWork, delay(NO_MESSAGE_TIMEOUT_MS, undefined, { ref: false })]);
      await delay(Math.random() * (atWork === false ? 200 : 20));
      kills += 1;
      await endBot(bot, 'SIGKILL');
    }
  };
  await Promise.all(Array.from({ length: run.replicas }, live));
  const survivors = Array.from({ length: run.replicas }, () => startBot(run.databaseUrl, run.stub));
  try {
    while ((await countUnsettled(run.db)) > 0) {
      if (survivors.some(({ process: { exitCode } }) => exitCode !== null))
        throw new Error('a bot ended without being killed');
      await delay(100);
    }
  } finally {
    await Promise.all(survivors.map((bot) => endBot(bot, 'SIGTERM')));
  }
  return { kills };
}

/** Returns the number of subscriptions that are due plus the number of deliveries that are not settled. */
export async function countUnsettled(db: Db): Promise<number> {
  const { due } = await db
    .selectFrom('subscription')
    .select(({ fn }) => fn.countAll<number>().as('due'))
    .where('next_at', '<=', Date.now())
    .executeTakeFirstOrThrow();
  const { open } = await db
    .selectFrom('delivery')
    .select(({ fn }) => fn.countAll<number>().as('open'))
    .where('settled_at', 'is', null)
    .executeTakeFirstOrThrow();
  return due + open;
}

/** Returns for each delivery how many copies of its message are in its channel. */
export async function tally(db: Db, stub: MessageStub) {
  const rows = await db.selectFrom('delivery').select(['post_key', 'state']).execute();
  const copies = Map.groupBy(stub.accepted, ({ key }) => key);
  const countOf = (key: string) => copies.get(key)?.length ?? 0;
  return {
    deliveries: rows.length,
    messages: stub.accepted.length,
    lost: rows.filter(({ post_key }) => countOf(post_key) === 0).length,
    twice: rows.filter(({ post_key }) => countOf(post_key) > 1).length,
    unsent: rows.filter(({ state }) => state !== 'sent').length,
  };
}
