import PQueue from 'p-queue';
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

export type Scheduler = ReturnType<typeof createScheduler>;

const BATCH = 100;
/** Connections that a tick takes at the most: a minute in which thousands are due leaves some to others. */
const ABREAST = 4;
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
  const abreast = new PQueue({ concurrency: ABREAST });
  let last: { wall: number; uptime: number } | null = null;

  return {
    /** One round; how many deliveries it made due. */
    async tick(): Promise<number> {
      await noticeClockSteps();
      let due = 0;
      for (;;) {
        const batch = await subscriptions.due(BATCH);
        const made = await abreast.addAll(batch.map((subscription) => () => runSafely(subscription)));
        due += made.reduce<number>((sum, count) => sum + (count ?? 0), 0);
        // What failed is still due and would come again at once.
        if (batch.length < BATCH || made.includes(null)) break;
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

  /** `null` where it failed: one bad row must not keep all others waiting. */
  async function runSafely(subscription: Subscription): Promise<number | null> {
    try {
      return await run(subscription);
    } catch (error) {
      logger.error(
        { err: error, subscription: subscription.number },
        'a run could not be made due: tried again',
      );
      return null;
    }
  }

  async function run(subscription: Subscription): Promise<number> {
    const now = clock.now();
    const { due, missed } = sort(runsUntil(subscription, now), now, lateness);
    return db.transaction().execute(async (within) => {
      if (!(await subscriptions.advance(subscription, within))) return 0;
      const added = await outbox.add(
        [
          ...due.map((occurrence) => toDelivery(subscription, occurrence, 'due')),
          ...missed.map((occurrence) => toDelivery(subscription, occurrence, 'skipped')),
        ],
        within,
      );
      await tellOfMissed(
        subscription,
        added.filter(({ state }) => state === 'skipped').map(({ key }) => key),
        within,
      );
      return added.filter(({ state }) => state === 'due').length;
    });
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
