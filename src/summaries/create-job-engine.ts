import type { Clock } from '../clock.ts';
import type { Logger } from '../logger.ts';
import { createEmbeddedJobs } from './embedded-jobs.ts';
import type { JobEngine, Store } from './job-engine.ts';
import { createPgBossJobs } from './pg-boss-jobs.ts';

export interface JobEngineOptions {
  readonly backend: 'sqlite' | 'postgres';
  readonly db: Store;
  readonly url: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
  readonly leaseMs?: number | undefined;
  readonly watchSeconds?: number | undefined;
}

const LEASE_MS = 30_000;

/** Rows of its own on SQLite, pg-boss where several processes share a PostgreSQL. */
export async function createJobEngine(options: JobEngineOptions): Promise<JobEngine> {
  const { backend, db, url, clock, logger, leaseMs = LEASE_MS, watchSeconds } = options;
  if (backend === 'sqlite') return createEmbeddedJobs({ db, clock, leaseMs });
  // pg-boss knows no lease under ten seconds.
  const leaseSeconds = Math.max(10, Math.ceil(leaseMs / 1000));
  return createPgBossJobs({
    url,
    logger,
    leaseSeconds,
    ...(watchSeconds === undefined ? {} : { watchSeconds }),
  });
}
