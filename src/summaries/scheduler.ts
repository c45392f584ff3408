import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import { keyOf, nextRun, type Occurrence, type Rest } from '../domain/schedule.ts';
import type { Logger } from '../logger.ts';
import type { NewDelivery } from './delivery.ts';
import type { LatenessPolicy } from './delivery-decision.ts';
import type { Store } from './job-engine.ts';
import type { Outbox } from './outbox.ts';
import type { Subscription } from './subscription.ts';
import type { SubscriptionRepository } from './subscription-repository.ts';

export interface SchedulerOptions {
  readonly db: Store;
  readonly subscriptions: SubscriptionRepository;
  readonly outbox: Outbox;
  readonly rests: Rest;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly lateness: LatenessPolicy;
  /** Called when a tick brought work. */
  readonly onDue: () => void;
}

/** In one transaction. Few enough that nobody waits for long, with SQLite on the same thread. */
const BATCH = 50;
/** Further back than this, runs that were missed are not even counted. */
const LONGEST_LOOK_BACK_MS = 7 * 24 * 3_600_000;
/** The wall clock was set, if it and the monotonic clock disagree by more than this about the time between ticks. */
const CLOCK_STEP_MS = 60_000;

/**
 * Turns times that have come into deliveries. Any number of processes may tick on one database: a run's delivery is
 * unique by name, and whoever moves a subscription on first is the only one who does.
 */
export function createScheduler(options: SchedulerOptions) {
  const { db, subscriptions, outbox, rests, clock, logger, lateness } = options;
  let last: { wall: number; uptime: number } | null = null;

  return {
    /** One round; how many deliveries it made due. */
    async tick(): Promise<number> {
      await noticeClockSteps();
      let due = 0;
      for (let more = true; more; ) {
        const batch = await subscriptions.due(BATCH);
        // SQLite answers without ever leaving the thread: between batches others have their turn.
        await setImmediate();
        const made = await runBatch(batch);
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

  /** Together is many times faster. `null` where some failed: one bad row must not keep all others waiting. */
  async function runBatch(batch: readonly Subscription[]): Promise<number | null> {
    try {
      return await run(batch);
    } catch (error) {
      logger.warn({ err: error, count: batch.length }, 'runs could not be made due together: one by one');
    }
    for (const subscription of batch) {
      try {
        await run([subscription]);
      } catch (error) {
        const fields = { err: error, subscription: subscription.number };
        logger.error(fields, 'a run could not be made due: tried again');
      }
    }
    options.onDue();
    return null;
  }

  async function run(batch: readonly Subscription[]): Promise<number> {
    const now = clock.now();
    const plans = batch.map((subscription) => plan(subscription, now));
    return db.transaction().execute(async (within) => {
      const mine: Plan[] = [];
      for (const each of plans) if (await subscriptions.advance(each.subscription, within)) mine.push(each);
      const added = await outbox.add(
        mine.flatMap(({ deliveries }) => deliveries),
        within,
      );
      const missed = added.filter(({ state }) => state === 'skipped');
      for (const { subscription } of mine) {
        const keys = missed
          .filter((row) => row.subscriptionNumber === subscription.number)
          .map(({ key }) => key);
        await tellOfMissed(subscription, keys, within);
      }
      return added.length - missed.length;
    });
  }

  function plan(subscription: Subscription, now: number): Plan {
    const { due, missed } = sort(runsUntil(subscription, now), now, lateness);
    const deliveries = [
      ...due.map((occurrence) => toDelivery(subscription, occurrence, 'due')),
      ...missed.map((occurrence) => toDelivery(subscription, occurrence, 'skipped')),
    ];
    return { subscription, deliveries };
  }

  function runsUntil(subscription: Subscription, now: number): Occurrence[] {
    if (subscription.state.kind !== 'active' || subscription.state.next === null) return [];
    const { next } = subscription.state;
    const tooOld = next.at < now - LONGEST_LOOK_BACK_MS;
    const first = tooOld ? nextRun(subscription.schedule, now - LONGEST_LOOK_BACK_MS, rests) : next;
    const runs: Occurrence[] = [];
    for (
      let run = first;
      run !== null && run.at <= now;
      run = nextRun(subscription.schedule, run.at, rests)
    ) {
      runs.push(run);
    }
    return runs;
  }

  async function tellOfMissed(
    subscription: Subscription,
    keys: readonly string[],
    within: Store,
  ): Promise<void> {
    const [first, last = first] = [keys[0], keys.at(-1)];
    if (first === undefined || last === undefined) return;
    logger.warn({ subscription: subscription.number, count: keys.length }, 'runs were missed');
    const notice = { kind: 'missed', first, last, count: keys.length } as const;
    await outbox.tellOwner(subscription, { notice, about: first, at: clock.now() }, within);
  }
}

interface Plan {
  readonly subscription: Subscription;
  readonly deliveries: readonly NewDelivery[];
}

/** Of runs that were missed altogether, at most the last is posted late: it is the one that people wait for. */
function sort(
  runs: readonly Occurrence[],
  now: number,
  lateness: LatenessPolicy,
): { due: readonly Occurrence[]; missed: readonly Occurrence[] } {
  const inTime = runs.filter(({ at }) => now - at <= lateness.catchUpMs);
  const due = inTime.length === 0 && lateness.beyond === 'post' ? runs.slice(-1) : inTime;
  return { due, missed: runs.slice(0, runs.length - due.length) };
}

function toDelivery(
  subscription: Subscription,
  occurrence: Occurrence,
  state: 'due' | 'skipped',
): NewDelivery {
  return {
    subscriptionNumber: subscription.number,
    key: keyOf(occurrence),
    kind: 'scheduled',
    notice: null,
    dueAt: occurrence.at,
    channelId: subscription.channelId,
    queues: subscription.queues,
    state,
    reason: state === 'due' ? null : 'missed',
  };
}
