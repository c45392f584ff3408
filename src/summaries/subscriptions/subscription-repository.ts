import type { Clock } from '../../clock.ts';
import { haveSameMembers, isSameSchedule } from '../../domain/calendar/same-schedule.ts';
import { type CalendarExclusion, nextOccurrence, type Schedule } from '../../domain/calendar/schedule.ts';
import type { QueueId } from '../../domain/floor/snapshot.ts';
import type { Db } from '../../storage/tables.ts';
import { isPostRefusal } from './post-refusal.ts';
import type {
  ChannelMove,
  NewSubscription,
  Owner,
  PauseReason,
  Subscription,
  SubscriptionEdit,
} from './subscription.ts';
import {
  columnsOf,
  nextOccurrenceColumns,
  readQueues,
  repairedState,
  type SubscriptionRow,
  toSubscription,
} from './subscription-row.ts';

export interface SubscriptionRepositoryOptions {
  readonly db: Db;
  /** The key of the centre. */
  readonly centre: string;
  readonly clock: Pick<Clock, 'now'>;
  /** Dates without posts. */
  readonly isExcluded: CalendarExclusion;
}

/** All given conditions must match. Removed subscriptions never do. */
export interface SubscriptionFilter {
  readonly teamId: string;
  readonly ownerId?: string;
  readonly channelId?: string;
}

const NO_NEXT = nextOccurrenceColumns(null);

export type SubscriptionRepository = ReturnType<typeof createSubscriptionRepository>;

export function createSubscriptionRepository({
  db,
  centre,
  clock,
  isExcluded,
}: SubscriptionRepositoryOptions) {
  const repository = {
    async add(wanted: NewSubscription, within: Db = db): Promise<Subscription> {
      const now = clock.now();
      const row = await within
        .insertInto('subscription')
        .values({
          centre,
          team_id: wanted.teamId,
          owner_id: wanted.ownerId,
          ...columnsOf(wanted),
          state: 'active',
          pause_reason: null,
          ...nextAfter(wanted.schedule, now),
          created_at: now,
          updated_at: now,
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      return toSubscription(row);
    },

    /** Returns removed subscriptions too, because their deliveries may still be open. */
    async find(number: number, within: Db = db): Promise<Subscription | undefined> {
      const row = await rowOf(number, within);
      return row && toSubscription(row);
    },

    async list(filter: SubscriptionFilter, within: Db = db): Promise<Subscription[]> {
      const rows = await within
        .selectFrom('subscription')
        .selectAll()
        .where('centre', '=', centre)
        .where('state', '<>', 'removed')
        .where('team_id', '=', filter.teamId)
        .$if(filter.ownerId !== undefined, (query) => query.where('owner_id', '=', filter.ownerId ?? ''))
        .$if(filter.channelId !== undefined, (query) =>
          query.where('channel_id', '=', filter.channelId ?? ''),
        )
        .orderBy('id')
        .execute();
      return rows.map(toSubscription);
    },

    /** Returns the first readable subscription that posts the same summaries to the same channel. */
    async same(
      { teamId, ...wanted }: SubscriptionEdit & { readonly teamId: string },
      within: Db = db,
    ): Promise<Subscription | undefined> {
      const found = await repository.list({ teamId, channelId: wanted.channelId }, within);
      return found.find(
        ({ state, queues, schedule }) =>
          state.kind !== 'broken' &&
          haveSameMembers(queues, wanted.queues) &&
          isSameSchedule(schedule, wanted.schedule),
      );
    },

    /** Changes a subscription for occurrences after `now` and repairs an unreadable state. */
    async edit(number: number, to: SubscriptionEdit, now: number, within: Db): Promise<boolean> {
      await repository.lock(number, within);
      const row = await rowOf(number, within);
      if (row === undefined || row.state === 'removed') return false;
      const repaired = repairedState(row);
      const next = (repaired.state ?? row.state) === 'active' ? nextAfter(to.schedule, now) : {};
      return change(number, row.state, { ...columnsOf(to), ...repaired, ...next }, within);
    },

    /**
     * Pauses an active subscription and returns whether it did. After a refusal by Slack the first refused
     * occurrence is kept.
     */
    pause: (number: number, reason: PauseReason, within: Db): Promise<boolean> =>
      change(
        number,
        'active',
        { state: 'paused', pause_reason: reason, ...(isPostRefusal(reason) ? {} : NO_NEXT) },
        within,
      ),

    /** Locks the subscription until the transaction ends. */
    async lock(number: number, within: Db): Promise<void> {
      await within
        .updateTable('subscription')
        .set((row) => ({ updated_at: row.ref('updated_at') }))
        .where('centre', '=', centre)
        .where('id', '=', number)
        .execute();
    },

    /** Resumes from the first refused occurrence after `since`, otherwise from the first one after `now`. */
    async resume(
      number: number,
      { now, since }: { readonly now: number; readonly since: number | null },
      within: Db,
    ): Promise<boolean> {
      const row = await rowOf(number, within);
      if (row === undefined) return false;
      const { schedule, state } = toSubscription(row);
      if (state.kind === 'broken') return false;
      const refusedAt = row.next_at !== null && row.next_at <= now ? row.next_at : null;
      const from = since === null || refusedAt === null ? now : since;
      const next = refusedAt !== null && refusedAt > from ? {} : nextAfter(schedule, from);
      return change(number, 'paused', { state: 'active', pause_reason: null, ...next }, within);
    },

    /** Moves subscriptions, also paused ones, to another channel and returns their number. */
    async moveChannel(move: ChannelMove, now: number, within: Db): Promise<number> {
      const moved = await within
        .updateTable('subscription')
        .set({ channel_id: move.to, updated_at: now })
        .where('centre', '=', centre)
        .where('team_id', '=', move.teamId)
        .where('channel_id', '=', move.from)
        .where('state', '<>', 'removed')
        .executeTakeFirst();
      return Number(moved.numUpdatedRows);
    },

    async remove(number: number, within: Db): Promise<boolean> {
      const removed = await within
        .updateTable('subscription')
        .set({ state: 'removed', ...NO_NEXT, updated_at: clock.now() })
        .where('centre', '=', centre)
        .where('id', '=', number)
        .where('state', '<>', 'removed')
        .executeTakeFirst();
      return removed.numUpdatedRows > 0n;
    },

    /** The distinct sets of queues of all subscriptions. */
    async queueSets(): Promise<QueueId[][]> {
      const rows = await db
        .selectFrom('subscription')
        .select('queues')
        .distinct()
        .where('centre', '=', centre)
        .where('state', '<>', 'removed')
        .execute();
      return rows.map(({ queues }) => readQueues(queues) ?? []).filter((queues) => queues.length > 1);
    },

    /** The distinct owners of active subscriptions. */
    async owners(): Promise<Owner[]> {
      const rows = await db
        .selectFrom('subscription')
        .select(['team_id', 'owner_id'])
        .distinct()
        .where('centre', '=', centre)
        .where('state', '=', 'active')
        .execute();
      return rows.map(({ team_id, owner_id }) => ({ teamId: team_id, ownerId: owner_id }));
    },
  };
  return repository;

  function nextAfter(schedule: Schedule, now: number) {
    return nextOccurrenceColumns(nextOccurrence(schedule, now, isExcluded));
  }

  async function change(
    number: number,
    from: SubscriptionRow['state'],
    to: Partial<SubscriptionRow>,
    within: Db,
  ): Promise<boolean> {
    const changed = await within
      .updateTable('subscription')
      .set({ ...to, updated_at: clock.now() })
      .where('centre', '=', centre)
      .where('id', '=', number)
      .where('state', '=', from)
      .executeTakeFirst();
    return changed.numUpdatedRows > 0n;
  }

  function rowOf(number: number, within: Db): Promise<SubscriptionRow | undefined> {
    return within
      .selectFrom('subscription')
      .selectAll()
      .where('centre', '=', centre)
      .where('id', '=', number)
      .executeTakeFirst();
  }
}
