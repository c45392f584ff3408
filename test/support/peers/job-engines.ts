import { sql } from 'kysely';
import { PgBoss } from 'pg-boss';
import { pino } from 'pino';
import type { Db } from '../../../src/storage/tables.ts';
import type { JobEngine } from '../../../src/summaries/deliveries/job-engine.ts';
import { createPgBossJobs } from '../../../src/summaries/deliveries/pg-boss-jobs.ts';
import { createSqliteJobs } from '../../../src/summaries/deliveries/sqlite-jobs.ts';
import { createManualClock, type ManualClock } from '../clocks/manual-clock.ts';
import { backends, type TestDatabase } from './databases.ts';

export interface TestEngine {
  readonly engine: JobEngine;
  /** Starts another process on these jobs. */
  another(): Promise<JobEngine>;
  readonly db: Db;
  /** The bot's clock. */
  readonly clock: ManualClock;
  /** Moves the time of the bot and of the engine. */
  pass(ms: number): Promise<void>;
  /** Runs the engine's periodic maintenance of its jobs. */
  maintain(): Promise<void>;
  remove(): Promise<void>;
}

export const LEASE_MS = 30_000;

/** Every job engine, each on its database. */
export const engines = backends.map((backend) => ({
  name: `${backend.name === 'SQLite' ? 'the delivery table' : 'pg-boss'} on ${backend.name}`,
  here: backend.here,
  create: async () => {
    const database = await backend.create();
    return backend.name === 'SQLite' ? onSqlite(database) : onPostgres(database);
  },
}));

async function onSqlite(database: TestDatabase): Promise<TestEngine> {
  const clock = createManualClock();
  const { db } = await database.open();
  const start = async (store: Db) => {
    const engine = createSqliteJobs({ db: store, clock, leaseMs: LEASE_MS });
    await engine.start();
    return engine;
  };
  return {
    engine: await start(db),
    another: async () => start((await database.open()).db),
    db,
    clock,
    pass: (ms) => Promise.resolve(clock.advance(ms)),
    maintain: () => Promise.resolve(),
    remove: () => database.remove(),
  };
}

async function onPostgres(database: TestDatabase): Promise<TestEngine> {
  const started: JobEngine[] = [];
  const clock = createManualClock();
  const { db } = await database.open();
  const start = async () => {
    const logger = pino({ level: 'silent' });
    const engine = createPgBossJobs({
      url: database.url,
      logger,
      leaseSeconds: LEASE_MS / 1_000,
      superviseSeconds: 1,
    });
    await engine.start();
    started.push(engine);
    return engine;
  };
  return {
    engine: await start(),
    another: start,
    db,
    clock,
    // The database's clock cannot be moved, so the rows are moved into the past instead.
    async pass(ms) {
      clock.advance(ms);
      const gone = sql`make_interval(secs => ${ms / 1_000})`;
      await sql`update pgboss.job set start_after = start_after - ${gone}, started_on = started_on - ${gone},
        heartbeat_on = heartbeat_on - ${gone}, created_on = created_on - ${gone}, completed_on = completed_on - ${gone},
        keep_until = keep_until - ${gone}`.execute(db);
    },
    async maintain() {
      const boss = new PgBoss({ connectionString: database.url, supervise: false, schedule: false });
      boss.on('error', () => undefined);
      await boss.start();
      await sql`update pgboss.queue set maintain_on = null, monitor_on = null`.execute(db);
      await boss.supervise('delivery');
      await boss.stop({ graceful: false });
    },
    async remove() {
      for (const engine of started) await engine.stop();
      await database.remove();
    },
  };
}
