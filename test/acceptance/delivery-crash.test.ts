import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Db } from '../../src/storage/tables.ts';
import {
  addDueSubscriptions,
  countUnsettled,
  endBot,
  freezeBetweenTransactions,
  killUntilDone,
  startBot,
  tally,
} from '../support/bots/crash-harness.ts';
import { eventually } from '../support/clocks/budget.ts';
import { wholeOr } from '../support/clocks/whole-run.ts';
import { backends, type TestBackend } from '../support/peers/databases.ts';
import {
  createMessageStub,
  type MessageFault,
  type MessageStub,
  type MessageStubOptions,
} from '../support/peers/message-stub.ts';

const DELIVERIES_EACH = wholeOr(200, 40);
const KILLS_EACH = wholeOr(8, 1);
const MIN_KILLS = wholeOr(5, 1);
/** Timeout in milliseconds for a busy machine. */
const TEST_TIMEOUT_MS = 600_000;
const WAIT_TIMEOUT_MS = 240_000;

interface Setting extends AsyncDisposable {
  readonly url: string;
  readonly db: Db;
  readonly stub: MessageStub;
}

async function createSetting(backend: TestBackend, options: MessageStubOptions = {}): Promise<Setting> {
  const database = await backend.create();
  const { db } = await database.open();
  const stub = await createMessageStub(options);
  return {
    url: database.url,
    db,
    stub,
    async [Symbol.asyncDispose]() {
      await stub.close();
      await database.remove();
    },
  };
}

const postgres = backends.find(({ name }) => name !== 'SQLite');

const eachOnce = (count: number) => ({ deliveries: count, messages: count, lost: 0, twice: 0, unsent: 0 });

for (const backend of backends)
  describe.runIf(backend.here)(
    `Deliveries of bots that are killed, on ${backend.name}`,
    { concurrent: true },
    () => {
      test.each(wholeOr([1, 2], [2]))(
        'each arrive once, with %i at a time and SIGKILL at random instants',
        async (replicas) => {
          await using setting = await createSetting(backend);
          const { db, stub } = setting;
          await addDueSubscriptions(db, DELIVERIES_EACH * replicas);
          const { kills } = await killUntilDone({
            databaseUrl: setting.url,
            db,
            stub,
            replicas,
            kills: KILLS_EACH * replicas,
          });
          expect(kills).toBeGreaterThanOrEqual(MIN_KILLS);
          const count = DELIVERIES_EACH * replicas;
          expect(await tally(db, stub)).toEqual(eachOnce(count));
        },
        TEST_TIMEOUT_MS,
      );

      // In a shortened run, scheduled-summaries.test.ts has these replies, without kills.
      test.each(wholeOr([['500-after', '500-before', 'garbled-after']] as const, []))(
        'each arrive once if Slack answers some of them with %s, %s and %s',
        async (third, fifth, seventh) => {
          const faults = new Map<number, MessageFault>([
            [3, third],
            [5, fifth],
            [7, seventh],
          ]);
          await using setting = await createSetting(backend, {
            fault: (n) => faults.get(n % 10),
          });
          const { db, stub } = setting;
          const count = 100;
          await addDueSubscriptions(db, count);
          await killUntilDone({ databaseUrl: setting.url, db, stub, replicas: 1, kills: 3 });
          expect(await tally(db, stub)).toEqual(eachOnce(count));
        },
        TEST_TIMEOUT_MS,
      );

      test(
        'a bot that was suspended while another took over changes nothing when it resumes',
        async () => {
          const answers = Promise.withResolvers<void>();
          await using setting = await createSetting(backend, { hold: () => answers.promise });
          const { db, stub } = setting;
          await addDueSubscriptions(db, 1);
          const stopped = startBot(setting.url, stub);
          await eventually(() => expect(stub.accepted).toHaveLength(1), { timeout: WAIT_TIMEOUT_MS });
          await freezeBetweenTransactions(stopped, setting);
          const other = startBot(setting.url, stub);
          const stateOf = async () => (await db.selectFrom('delivery').select('state').execute())[0]?.state;
          await eventually(async () => expect(await stateOf()).toBe('sent'), { timeout: WAIT_TIMEOUT_MS });
          answers.resolve();
          stopped.process.kill('SIGCONT');
          await eventually(() => expect(stopped.log.join()).toContain('another process has this delivery'), {
            timeout: WAIT_TIMEOUT_MS,
          });
          // Each bot first completes the deliveries in flight.
          await Promise.all([endBot(stopped, 'SIGTERM'), endBot(other, 'SIGTERM')]);
          expect(await tally(db, stub)).toEqual({ deliveries: 1, messages: 1, lost: 0, twice: 0, unsent: 0 });
        },
        TEST_TIMEOUT_MS,
      );
    },
  );

describe.runIf(postgres?.here)('Deliveries of a bot that loses its database, on PostgreSQL', () => {
  test(
    'each arrive once, and the bot recovers by itself',
    async () => {
      if (postgres === undefined) throw new Error('no PostgreSQL');
      await using setting = await createSetting(postgres);
      const { db, stub } = setting;
      await addDueSubscriptions(db, 150);
      const bot = startBot(setting.url, stub);
      await bot.ready;
      for (let cut = 0; cut < 6; cut += 1) {
        await stub.more(5);
        // A restart of the server ends all connections in this way.
        await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`.execute(db);
      }
      await eventually(async () => expect(await countUnsettled(db)).toBe(0), {
        timeout: WAIT_TIMEOUT_MS,
        interval: 200,
      });
      expect(bot.process.exitCode).toBeNull();
      await endBot(bot, 'SIGTERM');
      expect(bot.process.exitCode).toBe(0);
      expect(await tally(db, stub)).toEqual({ deliveries: 150, messages: 150, lost: 0, twice: 0, unsent: 0 });
    },
    TEST_TIMEOUT_MS,
  );
});
