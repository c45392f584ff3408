import type { Clock } from 'pg-boss';
import { z } from 'zod';
import type { Logger } from '../logger.ts';
import type { Job, JobEngine, NewJob, Store } from './job-engine.ts';

export interface PgBossJobsOptions {
  /** The bot's own database: pg-boss keeps tables of its own in it. */
  readonly url: string;
  readonly logger: Logger;
  /** How long a taken job is safe from others without a word from its holder, whole seconds, at least 10. */
  readonly leaseSeconds?: number;
  /** How often jobs whose holder fell silent are looked for. */
  readonly watchSeconds?: number;
  /** PostgreSQL schema of pg-boss's tables. */
  readonly schema?: string;
  /** pg-boss's clock, for tests. */
  readonly clock?: Clock;
}

const QUEUE = 'delivery';
/** A job is tried until it is finished: whether it is worth it is the delivery's business. */
const RETRIES = 1_000_000;
const LONGEST_IN_HAND_SECONDS = 12 * 3_600;
const KEPT_DONE_SECONDS = 3_600;
const CONNECTIONS = 3;
const OPEN: ReadonlySet<string> = new Set(['created', 'retry', 'active']);

const data = z.object({ deliveryId: z.number(), lane: z.string() });
/** pg-boss's types leave out what its calls answer. */
const settled = z.object({ affected: z.number() });

/**
 * Jobs by pg-boss, for several machines on one PostgreSQL: its clock is the database's, so that replicas need not
 * agree on theirs; it skips what others have locked, watches over silent holders, keeps channels apart (groups) and
 * refuses to settle an attempt that is no longer the current one.
 */
export async function createPgBossJobs(options: PgBossJobsOptions): Promise<JobEngine> {
  const { url, logger, leaseSeconds = 30, watchSeconds = 5, schema = 'pgboss', clock } = options;
  // Loaded only where PostgreSQL is used.
  const { PgBoss, fromKysely } = await import('pg-boss');
  const boss = new PgBoss({
    connectionString: url,
    // Not the bot's pool: pg-boss looks things up by itself in the middle of our transactions, and where all of a
    // pool's connections are in transactions that wait for one more, none of them ends.
    max: CONNECTIONS,
    application_name: 'floorwalker-jobs',
    schema,
    schedule: false,
    superviseIntervalSeconds: watchSeconds,
    monitorIntervalSeconds: watchSeconds,
    ...(clock === undefined ? {} : { clock }),
  });
  boss.on('error', (error) => logger.warn({ err: error }, 'the job engine had a failure: it tries again'));

  return {
    async start() {
      await boss.start();
      await boss.createQueue(QUEUE, {
        heartbeatSeconds: leaseSeconds,
        expireInSeconds: LONGEST_IN_HAND_SECONDS,
        retryLimit: RETRIES,
        deleteAfterSeconds: KEPT_DONE_SECONDS,
      });
    },
    stop: () => boss.stop({ graceful: false }),
    add: (jobs, within) => insert(jobs, 0, within),

    async knows(deliveryId, within) {
      const jobs = await boss.findJobs(QUEUE, { data: { deliveryId }, db: fromKysely(within) });
      return jobs.some(({ state }) => OPEN.has(state));
    },

    async take(limit) {
      const jobs = await boss.fetch(QUEUE, { batchSize: limit, groupConcurrency: 1 });
      return jobs.map(({ id, retryCount, data: stored }) => ({
        id,
        claim: String(retryCount),
        ...data.parse(stored),
      }));
    },

    async keep(job, within) {
      const connection = within === undefined ? {} : { db: fromKysely(within) };
      return affected(await boss.touch(QUEUE, attempt(job), connection));
    },

    async finish(job, within) {
      return affected(await boss.complete(QUEUE, attempt(job), null, { db: fromKysely(within) }));
    },

    async again(job, inMs, within) {
      const done = await boss.complete(QUEUE, attempt(job), null, { db: fromKysely(within) });
      if (affected(done)) await insert([job], inMs, within);
      return affected(done);
    },
  };

  async function insert(jobs: readonly NewJob[], inMs: number, within: Store): Promise<void> {
    const rows = jobs.map(({ deliveryId, lane }) => ({
      data: { deliveryId, lane },
      group: { id: lane },
      startAfter: inMs / 1_000,
    }));
    if (rows.length > 0) await boss.insert(QUEUE, rows, { db: fromKysely(within) });
  }
}

/** pg-boss counts how often a job was taken, and settles it only for who took it last. */
function attempt(job: Job): { id: string; retryCount: number } {
  return { id: job.id, retryCount: Number(job.claim) };
}

function affected(response: unknown): boolean {
  return settled.parse(response).affected > 0;
}
