import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { Db } from '../../storage/tables.ts';
import { type Job, type JobEngine, RETRY_DELAY_MAX_MS } from './job-engine.ts';

const NOT_QUEUED = { fetch_after: null, lease_token: null, leased_until: null };

export interface SqliteJobsOptions {
  readonly db: Db;
  readonly clock: Pick<Clock, 'now'>;
  /** A lease ends after this unless it is renewed. */
  readonly leaseMs: number;
}

/**
 * Creates an engine that uses the delivery table as the queue, for one machine. A job is three columns of its delivery: the
 * earliest time of a fetch, the lease token and the end of the lease. A fetch is one statement, which SQLite runs
 * atomically.
 */
export function createSqliteJobs({ db, clock, leaseMs }: SqliteJobsOptions): JobEngine {
  return {
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),

    async send(due, within) {
      const ids = due.map(({ id }) => id);
      // 0 means at once, also after the clock is set back.
      const queued = { fetch_after: 0, lease_token: null, leased_until: null };
      await within.updateTable('delivery').set(queued).where('id', 'in', ids).execute();
    },

    async fetch(limit) {
      const now = clock.now();
      const leaseToken = randomUUID();
      const rows = await db
        .updateTable('delivery')
        .set({ lease_token: leaseToken, leased_until: now + leaseMs })
        .where('id', 'in', fetchable(now, limit))
        .returning(['centre', 'id'])
        .execute();
      return rows.map(({ centre, id }) => ({ id: String(id), centre, deliveryId: id, leaseToken }));
    },

    touch: (job, within = db) => changeLeased(within, job, { leased_until: clock.now() + leaseMs }),
    complete: (job, within) => changeLeased(within, job, NOT_QUEUED),
    retry: (job, delayMs, within) =>
      changeLeased(within, job, { ...NOT_QUEUED, fetch_after: clock.now() + delayMs }),
  };

  /** The earliest job of each channel that has none in flight. */
  function fetchable(now: number, limit: number) {
    return db
      .selectFrom((query) =>
        query
          .selectFrom('delivery')
          .select(['id', 'channel_id'])
          // A `fetch_after` that is later than the longest delay was written before the clock was set back.
          .where((row) =>
            row.or([row('fetch_after', '<=', now), row('fetch_after', '>', now + RETRY_DELAY_MAX_MS)]),
          )
          .where('channel_id', 'not in', (inFlight) =>
            inFlight
              .selectFrom('delivery as leased')
              .select('leased.channel_id')
              .where('leased.leased_until', '>', now)
              // A lease that ends later was written before the clock was set back.
              .where('leased.leased_until', '<=', now + leaseMs),
          )
          .orderBy('id')
          .limit(limit)
          .as('earliest'),
      )
      .select(({ fn }) => fn.min('id').as('id'))
      .groupBy('channel_id');
  }
}

async function changeLeased(
  within: Db,
  job: Job,
  to: { fetch_after?: number | null; lease_token?: null; leased_until: number | null },
): Promise<boolean> {
  const changed = await within
    .updateTable('delivery')
    .set(to)
    .where('id', '=', job.deliveryId)
    .where('lease_token', '=', job.leaseToken)
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}
