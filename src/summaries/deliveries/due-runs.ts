import { type CalendarExclusion, keyOf, nextRun, type Occurrence } from '../../domain/calendar/schedule.ts';
import type { Logger } from '../../logger.ts';
import type { Db } from '../../storage/tables.ts';
import type { NextRunRepository } from '../subscriptions/next-run-repository.ts';
import type { Subscription } from '../subscriptions/subscription.ts';
import type { NewDelivery } from './delivery.ts';
import type { LatePolicy } from './delivery-decision.ts';
import type { Outbox } from './outbox.ts';

export interface DueRunsOptions {
  readonly nextRuns: Pick<NextRunRepository, 'advance'>;
  readonly outbox: Outbox;
  readonly isExcluded: CalendarExclusion;
  readonly logger: Logger;
  readonly latePolicy: LatePolicy;
}

export type DueRuns = ReturnType<typeof createDueRuns>;

/** Further back than this, runs that were missed are not even counted. */
const LONGEST_LOOK_BACK_MS = 7 * 24 * 3_600_000;

/**
 * Turns the times of subscriptions that have come into deliveries. Any number of processes may do so on one database:
 * a run's delivery is unique by name, and whoever moves a subscription on first is the only one who does. One instant
 * is looked at throughout: a run between two would be neither due nor to come.
 */
export function createDueRuns({ nextRuns, outbox, isExcluded, logger, latePolicy }: DueRunsOptions) {
  return {
    /** All that is due at `now`; how many deliveries there are to make. */
    async enqueueDue(batch: readonly Subscription[], now: number, within: Db): Promise<number> {
      const plans = batch.map((subscription) => plan(subscription, now));
      const mine: Plan[] = [];
      for (const each of plans) if (await nextRuns.advance(each.subscription, now, within)) mine.push(each);
      const added = await outbox.add(
        mine.flatMap(({ deliveries }) => deliveries),
        within,
      );
      const missed = added.filter(({ state }) => state === 'skipped');
      for (const { subscription } of mine) {
        const keys = missed
          .filter((row) => row.subscriptionNumber === subscription.number)
          .map(({ key }) => key);
        await tellOfMissed(subscription, keys, now, within);
      }
      return added.length - missed.length;
    },
  };

  function plan(subscription: Subscription, now: number): Plan {
    const { due, missed } = sort(runsUntil(subscription, now), now, latePolicy);
    const deliveries = [
      ...due.map((occurrence) => toDelivery(subscription, occurrence)),
      ...missed.map((occurrence) => ({
        ...toDelivery(subscription, occurrence),
        skipReason: 'missed' as const,
      })),
    ];
    return { subscription, deliveries };
  }

  function runsUntil(subscription: Subscription, now: number): Occurrence[] {
    if (subscription.state.kind !== 'active' || subscription.state.next === null) return [];
    const { next } = subscription.state;
    const tooOld = next.at < now - LONGEST_LOOK_BACK_MS;
    const first = tooOld ? nextRun(subscription.schedule, now - LONGEST_LOOK_BACK_MS, isExcluded) : next;
    const runs: Occurrence[] = [];
    for (
      let run = first;
      run !== null && run.at <= now;
      run = nextRun(subscription.schedule, run.at, isExcluded)
    ) {
      runs.push(run);
    }
    return runs;
  }

  async function tellOfMissed(
    subscription: Subscription,
    keys: readonly string[],
    now: number,
    within: Db,
  ): Promise<void> {
    const [first, last = first] = [keys[0], keys.at(-1)];
    if (first === undefined || last === undefined) return;
    logger.warn({ subscription: subscription.number, count: keys.length }, 'runs were missed');
    const payload = { kind: 'missed', first, last, count: keys.length } as const;
    await outbox.notifyOwner(subscription, { payload, about: first, at: now }, within);
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
  latePolicy: LatePolicy,
): { due: readonly Occurrence[]; missed: readonly Occurrence[] } {
  const inTime = runs.filter(({ at }) => now - at <= latePolicy.graceMs);
  const due = inTime.length === 0 && latePolicy.afterGrace === 'post' ? runs.slice(-1) : inTime;
  return { due, missed: runs.slice(0, runs.length - due.length) };
}

function toDelivery(subscription: Subscription, occurrence: Occurrence): NewDelivery {
  return {
    subscriptionNumber: subscription.number,
    key: keyOf(occurrence),
    kind: 'scheduled',
    payload: { queues: subscription.queues },
    dueAt: occurrence.at,
    channelId: subscription.channelId,
  };
}
