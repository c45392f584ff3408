import { sql } from 'kysely';
import { pino } from 'pino';
import { createEmbeddedJobs } from '../../../src/summaries/embedded-jobs.ts';
import type { JobEngine, Store } from '../../../src/summaries/job-engine.ts';
import { createPgBossJobs } from '../../../src/summaries/pg-boss-jobs.ts';
import { createManualClock, type ManualClock } from '../clocks/manual-clock.ts';
import { backends, type TestDatabase } from './databases.ts';

export interface TestEngine {
  readonly engine: JobEngine;
  /** One more process on the same jobs. */
  another(): Promise<JobEngine>;
  readonly db: Store;
  /** The bot's. */
  readonly clock: ManualClock;
  /** Lets so much time go by, for the bot and for the engine, without a word from anybody. */
  pass(ms: number): Promise<void>;
  remove(): Promise<void>;
}

export const LEASE_MS = 30_000;

/** Every job engine on the database that it is for. */
export const engines = backends.map((backend) => ({
  name: `${backend.name === 'SQLite' ? 'embedded' : 'pg-boss'} on ${backend.name}`,
  here: backend.here,
  create: async () => {
    const database = await backend.create();
    return backend.name === 'SQLite' ? onSqlite(database) : onPostgres(database);
  },
}));

async function onSqlite(database: TestDatabase): Promise<TestEngine> {
  const clock = createManualClock();
  const { db } = await database.open();
  const start = async (store: Store) => {
    const engine = createEmbeddedJobs({ db: store, clock, leaseMs: LEASE_MS });
    await engine.start();
    return engine;
  };
  return {
    engine: await start(db),
    another: async () => start((await database.open()).db),
    db,
    clock,
    pass: (ms) => Promise.resolve(clock.advance(ms)),
    remove: () => database.remove(),
  };
}

async function onPostgres(database: TestDatabase): Promise<TestEngine> {
  const started: JobEngine[] = [];
  const clock = createManualClock();
  const { db } = await database.open();
  const start = async () => {
    const logger = pino({ level: 'silent' });
    const engine = await createPgBossJobs({
      url: database.url,
      logger,
      leaseSeconds: LEASE_MS / 1_000,
      watchSeconds: 1,
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
    // The database's clock cannot be moved, so what happened is moved into the past.
    async pass(ms) {
      clock.advance(ms);
      const gone = sql`make_interval(secs => ${ms / 1_000})`;
      await sql`update pgboss.job set start_after = start_after - ${gone}, started_on = started_on - ${gone},
        heartbeat_on = heartbeat_on - ${gone}`.execute(db);
    },
    async remove() {
      for (const engine of started) await engine.stop();
      await database.remove();
    },
  };
}
