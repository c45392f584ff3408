import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Job, JobEngine, Store } from './job-engine.ts';

const LONGEST_WAIT_MS = 3_600_000;

export interface EmbeddedJobsOptions {
  readonly db: Store;
  readonly clock: Pick<Clock, 'now'>;
  /** How long a taken job is safe from others without a word from its holder. */
  readonly leaseMs: number;
}

/**
 * Jobs as rows of the bot's own SQLite file: nothing else to run on one machine. Taking is one statement, which SQLite
 * lets no other process interleave with; PostgreSQL would, so there pg-boss has the work.
 */
export function createEmbeddedJobs({ db, clock, leaseMs }: EmbeddedJobsOptions): JobEngine {
  return {
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),

    async add(jobs, within) {
      const rows = jobs.map(({ deliveryId, lane }) => ({
        delivery_id: deliveryId,
        lane,
        // At once, also for a clock that is set back meanwhile.
        not_before: 0,
        claim: null,
        claimed_until: null,
      }));
      if (rows.length > 0) await within.insertInto('job').values(rows).execute();
    },

    async knows(deliveryId, within) {
      const job = await within
        .selectFrom('job')
        .select('id')
        .where('delivery_id', '=', deliveryId)
        .executeTakeFirst();
      return job !== undefined;
    },

    async take(limit) {
      const now = clock.now();
      const claim = randomUUID();
      const rows = await db
        .updateTable('job')
        .set({ claim, claimed_until: now + leaseMs })
        .where('id', 'in', dueByLane(now, limit))
        .returning(['id', 'delivery_id', 'lane'])
        .execute();
      return rows.map(({ id, delivery_id, lane }) => ({
        id: String(id),
        deliveryId: delivery_id,
        lane,
        claim,
      }));
    },

    async keep(job, within = db) {
      const kept = await held(within, job)
        .set({ claimed_until: clock.now() + leaseMs })
        .executeTakeFirst();
      return kept.numUpdatedRows > 0n;
    },

    async finish(job, within) {
      const done = await within
        .deleteFrom('job')
        .where('id', '=', Number(job.id))
        .where('claim', '=', job.claim)
        .executeTakeFirst();
      return done.numDeletedRows > 0n;
    },

    async again(job, inMs, within) {
      const back = { claim: null, claimed_until: null, not_before: clock.now() + inMs };
      const released = await held(within, job).set(back).executeTakeFirst();
      return released.numUpdatedRows > 0n;
    },
  };

  /** Of the earliest jobs in lanes that are free, the first of each lane: one busy channel never holds up the others. */
  function dueByLane(now: number, limit: number) {
    return db
      .selectFrom((query) =>
        query
          .selectFrom('job')
          .select(['id', 'lane'])
          .where((row) =>
            // Nobody waits for longer than an hour: what seems to was put off before the clock was set back.
            row.or([row('not_before', '<=', now), row('not_before', '>', now + LONGEST_WAIT_MS)]),
          )
          .where('lane', 'not in', (busy) =>
            busy
              .selectFrom('job as busy')
              .select('busy.lane')
              .where('busy.claimed_until', '>', now)
              // Nor does a claim last longer than a lease.
              .where('busy.claimed_until', '<=', now + leaseMs),
          )
          .orderBy('id')
          .limit(limit)
          .as('early'),
      )
      .select(({ fn }) => fn.min('id').as('id'))
      .groupBy('lane');
  }
}

function held(within: Store, job: Job) {
  return within.updateTable('job').where('id', '=', Number(job.id)).where('claim', '=', job.claim);
}
