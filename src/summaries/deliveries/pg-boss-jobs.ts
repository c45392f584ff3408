import { z } from 'zod';
import { FloorwalkerError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import type { Job, JobEngine } from './job-engine.ts';

export interface PgBossJobsOptions {
  /** `DATABASE_URL`: pg-boss keeps its own tables in the bot's database. */
  readonly url: string;
  readonly logger: Logger;
  /** A lease ends after this unless it is renewed. Whole seconds, at least 10. */
  readonly leaseSeconds?: number;
  /** Interval in which pg-boss checks for ended leases. */
  readonly superviseSeconds?: number;
}

const QUEUE = 'delivery';
/** High enough that pg-boss never gives up a job. The row of the delivery decides when to give up. */
const RETRY_LIMIT = 1_000_000;
/** pg-boss removes jobs that wait longer than this. After years without a bot its deliveries are still settled. */
const RETENTION_SECONDS = 10 * 365 * 86_400;
/** Longer than any attempt, however often its lease is renewed. */
const EXPIRE_SECONDS = 12 * 3_600;
const DELETE_COMPLETED_AFTER_SECONDS = 3_600;
const CONNECTIONS_MAX = 3;

const jobData = z.object({ centre: z.string(), deliveryId: z.number() });
/** pg-boss's types leave out the result of its commands. */
const commandResult = z.object({ affected: z.number() });

/**
 * Creates an engine on pg-boss, for several processes on one PostgreSQL. pg-boss uses the clock of the database, so the
 * clocks of the processes may differ. It keeps one job per channel in flight (group concurrency), ends leases (heartbeats),
 * and settles a job only for the attempt that leases it.
 */
export function createPgBossJobs(options: PgBossJobsOptions): JobEngine {
  const { leaseSeconds = 30 } = options;
  let loading: ReturnType<typeof loadPgBoss> | undefined;
  let started: Awaited<ReturnType<typeof loadPgBoss>> | null = null;

  return {
    /** May be called again after a failure. */
    async start() {
      const loaded = await (loading ??= loadPgBoss(options));
      const { boss } = loaded;
      await boss.start();
      await boss.createQueue(QUEUE, {
        heartbeatSeconds: leaseSeconds,
        expireInSeconds: EXPIRE_SECONDS,
        retryLimit: RETRY_LIMIT,
        retentionSeconds: RETENTION_SECONDS,
        deleteAfterSeconds: DELETE_COMPLETED_AFTER_SECONDS,
      });
      started = loaded;
    },
    stop: async () => (await loading)?.boss.stop({ graceful: false }),

    async send(due, within) {
      const { boss, fromKysely } = running();
      const jobs = due.map(({ centre, id, channelId }) => ({
        data: { centre, deliveryId: id },
        group: { id: channelId },
      }));
      if (jobs.length > 0) await boss.insert(QUEUE, jobs, { db: fromKysely(within) });
    },

    async fetch(limit) {
      const { boss } = running();
      const jobs = await boss.fetch(QUEUE, { batchSize: limit, groupConcurrency: 1 });
      return jobs.map(({ id, retryCount, data }) => ({
        ...jobData.parse(data),
        id,
        leaseToken: String(retryCount),
      }));
    },

    async touch(job, within) {
      const { boss, fromKysely } = running();
      const connection = within === undefined ? {} : { db: fromKysely(within) };
      return isAffected(await boss.touch(QUEUE, attemptOf(job), connection));
    },

    async complete(job, within) {
      const { boss, fromKysely } = running();
      return isAffected(await boss.complete(QUEUE, attemptOf(job), null, { db: fromKysely(within) }));
    },

    async retry(job, delayMs, within) {
      const { boss, fromKysely } = running();
      const db = fromKysely(within);
      // An attempt that fails can be fetched again at once, unless its start is moved in the same transaction.
      const isRetried = isAffected(await boss.fail(QUEUE, attemptOf(job), null, { db }));
      if (isRetried && delayMs > 0)
        await boss.update(QUEUE, undefined, { id: job.id, startAfter: delayMs / 1_000, db });
      return isRetried;
    },
  };

  /** The database may be open before pg-boss has made its tables. */
  function running() {
    if (started !== null) return started;
    throw new FloorwalkerError('storage-unavailable', { detail: 'pg-boss has not started' });
  }
}

/** Imports pg-boss only where PostgreSQL is used. */
async function loadPgBoss({ url, logger, superviseSeconds = 5 }: PgBossJobsOptions) {
  const { PgBoss, fromKysely } = await import('pg-boss');
  const boss = new PgBoss({
    connectionString: url,
    // A pool of its own, because pg-boss runs queries during our transactions. With all connections of a shared pool in
    // transactions that wait for such a query, none of them would end.
    max: CONNECTIONS_MAX,
    application_name: 'floorwalker-jobs',
    schedule: false,
    superviseIntervalSeconds: superviseSeconds,
    monitorIntervalSeconds: superviseSeconds,
  });
  boss.on('error', (error) => logger.warn({ err: error }, 'job engine failed; retrying'));
  return { boss, fromKysely };
}

/** pg-boss counts the attempts of a job, and settles it only for the latest. */
function attemptOf({ id, leaseToken }: Job): { id: string; retryCount: number } {
  return { id, retryCount: Number(leaseToken) };
}

function isAffected(result: unknown): boolean {
  return commandResult.parse(result).affected > 0;
}
