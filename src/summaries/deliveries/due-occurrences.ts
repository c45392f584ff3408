import {
  type CalendarExclusion,
  keyOf,
  nextOccurrence,
  type Occurrence,
} from '../../domain/calendar/schedule.ts';
import type { Logger } from '../../logger.ts';
import type { Db } from '../../storage/tables.ts';
import type { NextOccurrenceRepository } from '../subscriptions/next-occurrence-repository.ts';
import type { Subscription } from '../subscriptions/subscription.ts';
import type { NewDelivery } from './delivery.ts';
import type { LatePolicy } from './delivery-decision.ts';
import type { Outbox } from './outbox.ts';

export interface DueOccurrencesOptions {
  readonly nextOccurrences: Pick<NextOccurrenceRepository, 'advance'>;
  readonly outbox: Outbox;
  readonly isExcluded: CalendarExclusion;
  readonly logger: Logger;
  readonly latePolicy: LatePolicy;
}

export type DueOccurrences = ReturnType<typeof createDueOccurrences>;

/** Missed occurrences that are older than this are neither recorded nor counted. */
const LOOK_BACK_MAX_MS = 7 * 24 * 3_600_000;

/**
 * Creates the function that enqueues deliveries for due occurrences. Several processes may call it concurrently on one
 * database: the key of a delivery is unique, and only the process that advances a subscription enqueues its deliveries.
 * One call uses one value of `now` for all comparisons, so that each occurrence is either due or in the future.
 */
export function createDueOccurrences({
  nextOccurrences,
  outbox,
  isExcluded,
  logger,
  latePolicy,
}: DueOccurrencesOptions) {
  return {
    /** Enqueues all occurrences that are due at `now` and returns the number of deliveries to post. */
    async enqueueDue(batch: readonly Subscription[], now: number, within: Db): Promise<number> {
      const plans = batch.map((subscription) => plan(subscription, now));
      const advanced: Plan[] = [];
      for (const each of plans)
        if (await nextOccurrences.advance(each.subscription, now, within)) advanced.push(each);
      const added = await outbox.add(
        advanced.flatMap(({ deliveries }) => deliveries),
        within,
      );
      const missed = added.filter(({ state }) => state === 'skipped');
      for (const { subscription } of advanced) {
        const keys = missed
          .filter((row) => row.subscriptionNumber === subscription.number)
          .map(({ key }) => key);
        await notifyOfMissed(subscription, keys, now, within);
      }
      return added.length - missed.length;
    },
  };

  function plan(subscription: Subscription, now: number): Plan {
    const { due, missed } = sort(occurrencesUntil(subscription, now), now, latePolicy);
    const deliveries = [
      ...due.map((occurrence) => toDelivery(subscription, occurrence)),
      ...missed.map((occurrence) => ({
        ...toDelivery(subscription, occurrence),
        skipReason: 'missed' as const,
      })),
    ];
    return { subscription, deliveries };
  }

  function occurrencesUntil(subscription: Subscription, now: number): Occurrence[] {
    if (subscription.state.kind !== 'active' || subscription.state.next === null) return [];
    const { next } = subscription.state;
    const tooOld = next.at < now - LOOK_BACK_MAX_MS;
    const first = tooOld ? nextOccurrence(subscription.schedule, now - LOOK_BACK_MAX_MS, isExcluded) : next;
    const occurrences: Occurrence[] = [];
    for (
      let each = first;
      each !== null && each.at <= now;
      each = nextOccurrence(subscription.schedule, each.at, isExcluded)
    ) {
      occurrences.push(each);
    }
    return occurrences;
  }

  async function notifyOfMissed(
    subscription: Subscription,
    keys: readonly string[],
    now: number,
    within: Db,
  ): Promise<void> {
    const [first, last = first] = [keys[0], keys.at(-1)];
    if (first === undefined || last === undefined) return;
    logger.warn({ subscription: subscription.number, count: keys.length }, 'occurrences missed');
    const payload = { kind: 'missed', first, last, count: keys.length } as const;
    await outbox.notifyOwner(subscription, { payload, about: first, at: now }, within);
  }
}

interface Plan {
  readonly subscription: Subscription;
  readonly deliveries: readonly NewDelivery[];
}

/**
 * Sorts occurrences into those to post and those missed. If all are past the grace period, only the latest is posted
 * late, or none, as the policy says.
 */
function sort(
  occurrences: readonly Occurrence[],
  now: number,
  latePolicy: LatePolicy,
): { due: readonly Occurrence[]; missed: readonly Occurrence[] } {
  const inTime = occurrences.filter(({ at }) => now - at <= latePolicy.graceMs);
  const due = inTime.length === 0 && latePolicy.afterGrace === 'post' ? occurrences.slice(-1) : inTime;
  return { due, missed: occurrences.slice(0, occurrences.length - due.length) };
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
