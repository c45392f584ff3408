import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../clock.ts';
import type { Logger } from '../../logger.ts';
import type { Db } from '../../storage/tables.ts';
import type { NextOccurrenceRepository } from '../subscriptions/next-occurrence-repository.ts';
import type { Subscription } from '../subscriptions/subscription.ts';
import type { DueOccurrences } from './due-occurrences.ts';

export interface SchedulerOptions {
  readonly db: Db;
  readonly nextOccurrences: NextOccurrenceRepository;
  readonly dueOccurrences: DueOccurrences;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Called after a tick that enqueued deliveries. */
  readonly onDue: () => void;
}

/**
 * Maximum number of subscriptions per transaction, so that SQLite, which runs on the same thread, does not block for
 * long.
 */
const BATCH = 50;
/** If the wall clock and the monotonic clock disagree by more than this between two ticks, the wall clock was set. */
const CLOCK_STEP_MS = 60_000;

/** Creates the scheduler, which enqueues due occurrences at each tick. */
export function createScheduler(options: SchedulerOptions) {
  const { db, nextOccurrences, dueOccurrences, clock, logger } = options;
  /** Subscriptions of the last batch whose occurrence could not be enqueued and was logged; at most {@link BATCH}. */
  let failing: ReadonlySet<number> = new Set();
  let last: { wall: number; uptime: number } | null = null;

  return {
    /** Runs one round and returns the number of enqueued deliveries. */
    async tick(): Promise<number> {
      await noticeClockSteps();
      let due = 0;
      for (let more = true; more; ) {
        const now = clock.now();
        const batch = await nextOccurrences.due(BATCH, now);
        // SQLite never yields the thread, so other work runs between batches.
        await setImmediate();
        const enqueued = await runBatch(await readable(batch, now), now);
        due += enqueued ?? 0;
        // Failed occurrences are still due and would be read again at once.
        more = enqueued !== null && batch.length === BATCH;
      }
      if (due > 0) options.onDue();
      return due;
    },
  };

  /**
   * Reschedules after the clock was set. A clock that ran ahead has moved occurrences too far into the future; after
   * a clock is set back, their deliveries exist already.
   */
  async function noticeClockSteps(): Promise<void> {
    const now = { wall: clock.now(), uptime: clock.monotonic() };
    const step = last === null ? null : now.wall - last.wall - (now.uptime - last.uptime);
    last = now;
    if (step !== null && Math.abs(step) <= CLOCK_STEP_MS) return;
    const moved = await nextOccurrences.reschedule();
    if (step !== null) logger.warn({ stepMs: step, moved }, 'clock was set; schedules recomputed');
  }

  /** Removes unreadable subscriptions from the batch and repairs their next occurrence. Each is logged once. */
  async function readable(batch: readonly Subscription[], now: number): Promise<Subscription[]> {
    const broken = batch.filter(({ state }) => state.kind !== 'active' || state.next === null);
    for (const subscription of broken) {
      const { number, state } = subscription;
      const part = state.kind === 'broken' ? state.part : 'next occurrence';
      logger.warn({ subscription: number, part }, 'subscription unreadable; occurrence skipped');
      await nextOccurrences.repair(subscription, now);
    }
    return batch.filter((subscription) => !broken.includes(subscription));
  }

  /**
   * Enqueues a batch in one transaction, which is many times faster, or one by one after a failure. `null` if some
   * failed.
   */
  async function runBatch(batch: readonly Subscription[], now: number): Promise<number | null> {
    try {
      const enqueued = await run(batch, now);
      failing = new Set();
      return enqueued;
    } catch (error) {
      if (failing.size === 0)
        logger.warn({ err: error, count: batch.length }, 'batch could not be enqueued; enqueuing one by one');
    }
    const failed = new Set<number>();
    for (const subscription of batch) {
      try {
        await run([subscription], now);
      } catch (error) {
        const fields = { err: error, subscription: subscription.number };
        if (!failing.has(subscription.number))
          logger.error(fields, 'occurrence could not be enqueued; trying again');
        failed.add(subscription.number);
      }
    }
    failing = failed;
    options.onDue();
    return null;
  }

  function run(batch: readonly Subscription[], now: number): Promise<number> {
    return db.transaction().execute((within) => dueOccurrences.enqueueDue(batch, now, within));
  }
}
