import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import type { Logger } from '../logger.ts';
import type { DueRuns } from './due-runs.ts';
import type { Store } from './job-engine.ts';
import type { Subscription } from './subscription.ts';
import type { SubscriptionRepository } from './subscription-repository.ts';

export interface SchedulerOptions {
  readonly db: Store;
  readonly subscriptions: SubscriptionRepository;
  readonly dueRuns: DueRuns;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Called when a tick brought work. */
  readonly onDue: () => void;
}

/** In one transaction. Few enough that nobody waits for long, with SQLite on the same thread. */
const BATCH = 50;
/** The wall clock was set, if it and the monotonic clock disagree by more than this about the time between ticks. */
const CLOCK_STEP_MS = 60_000;

/** Looks whose time has come, as often as it is told to tick. */
export function createScheduler(options: SchedulerOptions) {
  const { db, subscriptions, dueRuns, clock, logger } = options;
  /** Numbers of subscriptions of the last batch whose run failed and of which the log has told; at most {@link BATCH}. */
  let failing: ReadonlySet<number> = new Set();
  let last: { wall: number; uptime: number } | null = null;

  return {
    /** One round; how many deliveries it made due. */
    async tick(): Promise<number> {
      await noticeClockSteps();
      let due = 0;
      for (let more = true; more; ) {
        const now = clock.now();
        const batch = await subscriptions.due(BATCH, now);
        // SQLite answers without ever leaving the thread: between batches others have their turn.
        await setImmediate();
        const made = await runBatch(await readable(batch, now), now);
        due += made ?? 0;
        // What failed is still due and would come again at once.
        more = made !== null && batch.length === BATCH;
      }
      if (due > 0) options.onDue();
      return due;
    },
  };

  /** A clock that ran ahead has put runs off too far; one that is set back finds them named already. */
  async function noticeClockSteps(): Promise<void> {
    const now = { wall: clock.now(), uptime: clock.monotonic() };
    const step = last === null ? null : now.wall - last.wall - (now.uptime - last.uptime);
    last = now;
    if (step !== null && Math.abs(step) <= CLOCK_STEP_MS) return;
    const moved = await subscriptions.reschedule();
    if (step !== null) logger.warn({ stepMs: step, moved }, 'the clock was set: schedules were looked over');
  }

  /** Without those of which something cannot be read. They are put out of the way, and the log tells of each once. */
  async function readable(batch: readonly Subscription[], now: number): Promise<Subscription[]> {
    const broken = batch.filter(({ state }) => state.kind !== 'active' || state.next === null);
    for (const subscription of broken) {
      const { number, state } = subscription;
      const part = state.kind === 'broken' ? state.part : 'next run';
      logger.warn(
        { subscription: number, part },
        'a stored subscription cannot be read: its run is left out',
      );
      await subscriptions.mend(subscription, now);
    }
    return batch.filter((subscription) => !broken.includes(subscription));
  }

  /** Together is many times faster. `null` where some failed: one bad row must not keep all others waiting. */
  async function runBatch(batch: readonly Subscription[], now: number): Promise<number | null> {
    try {
      const made = await run(batch, now);
      failing = new Set();
      return made;
    } catch (error) {
      if (failing.size === 0)
        logger.warn({ err: error, count: batch.length }, 'runs could not be made due together: one by one');
    }
    const failed = new Set<number>();
    for (const subscription of batch) {
      try {
        await run([subscription], now);
      } catch (error) {
        const fields = { err: error, subscription: subscription.number };
        if (!failing.has(subscription.number))
          logger.error(fields, 'a run could not be made due: tried again');
        failed.add(subscription.number);
      }
    }
    failing = failed;
    options.onDue();
    return null;
  }

  function run(batch: readonly Subscription[], now: number): Promise<number> {
    return db.transaction().execute((within) => dueRuns.enqueueDue(batch, now, within));
  }
}
