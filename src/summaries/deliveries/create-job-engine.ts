import type { Clock } from '../../clock.ts';
import type { Logger } from '../../logger.ts';
import type { Db } from '../../storage/tables.ts';
import type { JobEngine } from './job-engine.ts';
import { createPgBossJobs } from './pg-boss-jobs.ts';
import { createSqliteJobs } from './sqlite-jobs.ts';

export interface JobEngineOptions {
  readonly backend: 'sqlite' | 'postgres';
  readonly db: Db;
  readonly url: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
  readonly leaseMs?: number | undefined;
  readonly superviseSeconds?: number | undefined;
}

const LEASE_MS = 30_000;

/** Creates the engine of the database: the delivery table itself on SQLite, pg-boss on PostgreSQL. */
export function createJobEngine(options: JobEngineOptions): JobEngine {
  const { backend, db, url, clock, logger, leaseMs = LEASE_MS, superviseSeconds } = options;
  if (backend === 'sqlite') return createSqliteJobs({ db, clock, leaseMs });
  // pg-boss accepts no lease under ten seconds.
  const leaseSeconds = Math.max(10, Math.ceil(leaseMs / 1000));
  return createPgBossJobs({
    url,
    logger,
    leaseSeconds,
    ...(superviseSeconds === undefined ? {} : { superviseSeconds }),
  });
}
