import type { Clock } from '../clock.ts';
import { FloorwalkerError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { JobEngine, Store } from './job-engine.ts';
import { createPgBossJobs } from './pg-boss-jobs.ts';
import { createSqliteJobs } from './sqlite-jobs.ts';

export interface JobEngineOptions {
  readonly backend: 'sqlite' | 'postgres';
  readonly db: Store;
  readonly url: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
  readonly leaseMs?: number | undefined;
  readonly superviseSeconds?: number | undefined;
}

const LEASE_MS = 30_000;

/** The delivery table itself on SQLite, pg-boss on PostgreSQL. */
export function createJobEngine(options: JobEngineOptions): JobEngine {
  const { backend, db, url, clock, logger, leaseMs = LEASE_MS, superviseSeconds } = options;
  if (backend === 'sqlite') return createSqliteJobs({ db, clock, leaseMs });
  // pg-boss takes no lease under ten seconds.
  const leaseSeconds = Math.max(10, Math.ceil(leaseMs / 1000));
  return loadedOnStart(() =>
    createPgBossJobs({
      url,
      logger,
      leaseSeconds,
      ...(superviseSeconds === undefined ? {} : { superviseSeconds }),
    }),
  );
}

/** An engine whose package `start` imports: SQLite users do not pay for it. A `start` that failed may be repeated. */
function loadedOnStart(load: () => Promise<JobEngine>): JobEngine {
  let loading: Promise<JobEngine> | undefined;
  let started: JobEngine | null = null;

  return {
    async start() {
      const engine = await (loading ??= load());
      await engine.start();
      started = engine;
    },
    stop: async () => (await loading)?.stop(),
    send: async (due, within) => engine().send(due, within),
    fetch: async (limit) => engine().fetch(limit),
    touch: async (job, within) => engine().touch(job, within),
    complete: async (job, within) => engine().complete(job, within),
    retry: async (job, delayMs, within) => engine().retry(job, delayMs, within),
  };

  function engine(): JobEngine {
    if (started !== null) return started;
    throw new FloorwalkerError('storage-unavailable', { detail: 'the job engine has not started' });
  }
}
