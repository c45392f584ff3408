import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPostgresLeader, createSoleLeader, type Leader } from '../../src/cluster/leader.ts';
import type { Db } from '../../src/storage/tables.ts';
import { budget, eventually } from '../support/clocks/budget.ts';
import { startDatabaseNetwork } from '../support/peers/database-network.ts';
import { backends, type TestDatabase } from '../support/peers/databases.ts';
import { createRecordingLogger } from '../support/peers/recording-logger.ts';

interface Candidate {
  readonly process: ChildProcess;
  /** The candidate's last report. */
  leads: boolean;
  /** The instants at which the candidate believed to lead, in epoch milliseconds. */
  readonly ledAt: number[];
}

const TAKE_OVER_MS = budget(10_000);
/**
 * Number of a candidate's reports, 20 ms apart by its own clock, in which it surely asks the database again, which it
 * does every two seconds.
 */
const REPORTS_PER_CONFIRMATION = 125;

test('On SQLite the only process leads once it has started', async () => {
  const changes: boolean[] = [];
  const leader = createSoleLeader({ onChange: (leads) => void changes.push(leads) });
  expect(leader.isLeader()).toBe(false);
  await leader.start();
  expect([leader.isLeader(), changes]).toEqual([true, [true]]);
});

for (const backend of backends.filter(({ name }) => name !== 'SQLite'))
  describe.runIf(backend.here)(`The leader, on ${backend.name}`, () => {
    let database: TestDatabase;
    let db: Db;
    const candidates: Candidate[] = [];
    beforeEach(async () => {
      database = await backend.create();
      ({ db } = await database.open());
    });
    afterEach(async () => {
      for (const { process: child } of candidates.splice(0)) {
        if (child.exitCode !== null || child.signalCode !== null) continue;
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
      await database.remove();
    });

    async function start(): Promise<Candidate> {
      const child = fork(new URL('../support/bots/leader-process.ts', import.meta.url), [database.url]);
      const candidate: Candidate = { process: child, leads: false, ledAt: [] };
      child.on('message', (message: { leads: boolean; at: number }) => {
        candidate.leads = message.leads;
        if (message.leads) candidate.ledAt.push(message.at);
      });
      candidates.push(candidate);
      await once(child, 'message');
      return candidate;
    }
    async function successor(...of: Candidate[]): Promise<Candidate> {
      return eventually(
        () => {
          const next = of.find(({ leads }) => leads);
          if (next === undefined) throw new Error('there is no leader');
          return next;
        },
        { timeout: TAKE_OVER_MS, interval: 20 },
      );
    }
    /** Resolves after this many more reports of a candidate, which its own clock sends every 20 ms. */
    async function reports(count: number, { process: child }: Candidate): Promise<void> {
      for (let reportCount = 0; reportCount < count; reportCount += 1) await once(child, 'message');
    }
    /** Checks that no two candidates believed to lead at one instant. */
    function expectNoOverlap(first: Candidate, second: Candidate): void {
      expect(Math.max(...first.ledAt)).toBeLessThan(Math.min(...second.ledAt));
    }

    test('is one of three; killed, it is followed by another within 10 s', async () => {
      const [first, second, third] = [await start(), await start(), await start()];
      await Promise.all([first, second, third].map((candidate) => reports(10, candidate)));
      expect([first.leads, second.leads, third.leads]).toEqual([true, false, false]);
      first.process.kill('SIGKILL');
      const next = await successor(second, third);
      expectNoOverlap(first, next);
      // Each candidate asks the database again in this time.
      await Promise.all([second, third].map((candidate) => reports(REPORTS_PER_CONFIRMATION, candidate)));
      expect([second.leads, third.leads].filter(Boolean)).toHaveLength(1);
    });

    test('that hangs is replaced within 10 s, and notices this when it resumes', async () => {
      const [first, second] = [await start(), await start()];
      first.process.kill('SIGSTOP');
      const stoppedAt = Date.now();
      await successor(second);
      expect(Date.now() - stoppedAt).toBeLessThan(TAKE_OVER_MS);
      first.process.kill('SIGCONT');
      await eventually(() => expect(first.leads).toBe(false), { timeout: TAKE_OVER_MS, interval: 20 });
      expectNoOverlap(first, second);
    });

    test('that stops in order releases its place at once', async () => {
      const [first, second] = [await start(), await start()];
      first.process.kill('SIGTERM');
      await once(first.process, 'exit');
      expect(await successor(second)).toBe(second);
      expectNoOverlap(first, second);
    });

    test('that is disconnected by the server stops leading, and can lead again', async () => {
      const first = await start();
      expect(first.leads).toBe(true);
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'floorwalker-leader'
        and datname = current_database()`.execute(db);
      await eventually(() => expect(first.leads).toBe(false), { timeout: TAKE_OVER_MS, interval: 20 });
      await successor(first);
    });
  });

for (const backend of backends.filter(({ name }) => name !== 'SQLite'))
  describe.runIf(backend.here)(`A leader that loses its database, on ${backend.name}`, () => {
    const leaders: Leader[] = [];
    let database: TestDatabase;
    beforeEach(async () => {
      database = await backend.create();
      await database.open();
    });
    afterEach(async () => {
      await Promise.all(leaders.splice(0).map((leader) => leader.stop()));
      await database.remove();
    });

    function createLeader(url: string) {
      const changes: boolean[] = [];
      const logger = createRecordingLogger();
      const leader = createPostgresLeader({
        url,
        clock: { monotonic: () => performance.now() },
        logger,
        onChange: (leads) => void changes.push(leads),
      });
      leaders.push(leader);
      return { leader, changes, logger };
    }
    const standings = { timeout: TAKE_OVER_MS, interval: 20 };

    test.for(['cut', 'freeze'] as const)(
      'by a network that does “%s” assumes no other leader, warns once, and leads again',
      async (fault) => {
        await using network = await startDatabaseNetwork(database.url);
        const { leader, changes, logger } = createLeader(network.url);
        await leader.start();
        expect(leader.standing()).toBe('leads');
        network[fault]();
        const warnings = () => logger.lines.filter(({ message }) => message.includes('not checked')).length;
        await expect.poll(warnings, standings).toBe(1);
        expect(leader.standing()).toBe('unknown');
        await expect.poll(() => leader.isLeader(), standings).toBe(false);
        if (fault === 'cut') network.mend();
        else network.thaw();
        await expect.poll(() => leader.isLeader(), standings).toBe(true);
        expect(changes).toEqual([true]);
        expect(warnings()).toBe(1);
      },
    );

    test('counts its lease from before the query, however late the result is', async () => {
      const readings = [0];
      // The machine stands still between the query and its result, for longer than a claim lasts.
      const clock = { monotonic: () => readings.shift() ?? 6_000 };
      const leader = createPostgresLeader({ url: database.url, clock, logger: createRecordingLogger() });
      await leader.start();
      expect([leader.standing(), leader.isLeader()]).toEqual(['leads', false]);
      await leader.stop();
    });

    test('releases its place once the database names another leader', async () => {
      await using network = await startDatabaseNetwork(database.url);
      const first = createLeader(network.url);
      await first.leader.start();
      network.cut();
      const second = createLeader(database.url);
      await second.leader.start();
      await expect.poll(() => second.leader.standing(), standings).toBe('leads');
      expect(first.changes).toEqual([true]);
      network.mend();
      await expect.poll(() => first.changes, standings).toEqual([true, false]);
      expect(first.leader.standing()).toBe('follows');
      expect(second.changes.at(-1)).toBe(true);
    });

    test('does not mistake its own broken connection for another leader', async () => {
      await using network = await startDatabaseNetwork(database.url);
      const { leader, changes } = createLeader(network.url);
      await leader.start();
      network.abandon();
      await expect.poll(() => leader.standing(), standings).toBe('unknown');
      await expect.poll(() => leader.isLeader(), { ...standings, timeout: budget(15_000) }).toBe(true);
      expect(changes).toEqual([true]);
    });
  });
