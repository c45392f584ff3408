import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../clock.ts';
import { type CalendarExclusion, keyOf, nextRun, type Schedule } from '../../domain/calendar/schedule.ts';
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
  mendedState,
  readQueues,
  type SubscriptionRow,
  toSubscription,
} from './subscription-row.ts';

export interface SubscriptionRepositoryOptions {
  readonly db: Db;
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

/** Rows per page, so that processing one does not block for long. */
const PAGE = 200;
const NO_NEXT = { next_at: null, next_key: null } as const;

export type SubscriptionRepository = ReturnType<typeof createSubscriptionRepository>;

export function createSubscriptionRepository({ db, clock, isExcluded }: SubscriptionRepositoryOptions) {
  const repository = {
    async add(wanted: NewSubscription, within: Db = db): Promise<Subscription> {
      const now = clock.now();
      const row = await within
        .insertInto('subscription')
        .values({
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

    /** Changes a subscription for runs after `now` and repairs an unreadable state. */
    async edit(number: number, to: SubscriptionEdit, now: number, within: Db): Promise<boolean> {
      await repository.lock(number, within);
      const row = await rowOf(number, within);
      if (row === undefined || row.state === 'removed') return false;
      const mended = mendedState(row);
      const next = (mended.state ?? row.state) === 'active' ? nextAfter(to.schedule, now) : {};
      return change(number, row.state, { ...columnsOf(to), ...mended, ...next }, within);
    },

    /**
     * Pauses an active subscription and returns whether it did. After a refusal by Slack the first refused run is
     * remembered.
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
        .where('id', '=', number)
        .execute();
    },

    /** Resumes from the first refused run after `since`, otherwise from the first run after `now`. */
    async resume(
      number: number,
      { now, since }: { readonly now: number; readonly since: number | null },
      within: Db,
    ): Promise<boolean> {
      const row = await rowOf(number, within);
      if (row === undefined) return false;
      const { schedule, state } = toSubscription(row);
      if (state.kind === 'broken') return false;
      const fellOut = row.next_at !== null && row.next_at <= now ? row.next_at : null;
      const from = since === null || fellOut === null ? now : since;
      const next = fellOut !== null && fellOut > from ? {} : nextAfter(schedule, from);
      return change(number, 'paused', { state: 'active', pause_reason: null, ...next }, within);
    },

    /** Moves subscriptions, also paused ones, to another channel and returns their number. */
    async moveChannel(move: ChannelMove, now: number, within: Db): Promise<number> {
      const moved = await within
        .updateTable('subscription')
        .set({ channel_id: move.to, updated_at: now })
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
        .where('state', '=', 'active')
        .execute();
      return rows.map(({ team_id, owner_id }) => ({ teamId: team_id, ownerId: owner_id }));
    },

    /** Time of the next due run, epoch milliseconds; `null` if there is none. */
    async nextDueAt(): Promise<number | null> {
      const row = await db
        .selectFrom('subscription')
        .select(({ fn }) => fn.min<number | null>('next_at').as('at'))
        .where('state', '=', 'active')
        .executeTakeFirst();
      return row?.at ?? null;
    },

    /** Active subscriptions that are due at `now`, the longest overdue first. */
    async due(limit: number, now: number): Promise<Subscription[]> {
      const rows = await db
        .selectFrom('subscription')
        .selectAll()
        .where('state', '=', 'active')
        .where('next_at', '<=', now)
        .orderBy('next_at')
        // The same order in every process, so that concurrent transactions do not deadlock.
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(toSubscription);
    },

    /** Repairs an unreadable next run from the schedule; removes it if the schedule is unreadable too. */
    async mend({ number, state, schedule }: Subscription, now: number): Promise<void> {
      await db
        .updateTable('subscription')
        .set(state.kind === 'broken' ? NO_NEXT : nextAfter(schedule, now))
        .where('id', '=', number)
        .where('state', '=', 'active')
        .execute();
    },

    /** Advances to the first run after `now`, unless another process has done so. */
    async advance(subscription: Subscription, now: number, within: Db): Promise<boolean> {
      const was = subscription.state.kind === 'active' ? subscription.state.next : null;
      const moved = await within
        .updateTable('subscription')
        .set(nextAfter(subscription.schedule, now))
        .where('id', '=', subscription.number)
        .where('state', '=', 'active')
        .where('next_key', '=', was && keyOf(was))
        .executeTakeFirst();
      return moved.numUpdatedRows > 0n;
    },

    /**
     * Recomputes next runs that are too far in the future, because the clock ran ahead or the calendar was changed.
     * Delivered runs keep their key, so nothing is posted again. Returns the number of changes.
     */
    async reschedule(): Promise<number> {
      let moved = 0;
      for (let after = 0; ; await setImmediate()) {
        const page = await db
          .selectFrom('subscription')
          .selectAll()
          .where('state', '=', 'active')
          .where('id', '>', after)
          .orderBy('id')
          .limit(PAGE)
          .execute();
        for (const row of page) moved += Number(await realign(row));
        after = page.at(-1)?.id ?? after;
        if (page.length < PAGE) return moved;
      }
    },
  };
  return repository;

  async function realign(row: SubscriptionRow): Promise<boolean> {
    const now = clock.now();
    // Due runs belong to the tick.
    if (row.next_at !== null && row.next_at <= now) return false;
    const { schedule, state } = toSubscription(row);
    if (state.kind === 'broken') return false;
    const next = nextAfter(schedule, now);
    if (next.next_at === row.next_at && next.next_key === row.next_key) return false;
    const moved = await db
      .updateTable('subscription')
      .set({ ...next, updated_at: now })
      .where('id', '=', row.id)
      .where('state', '=', 'active')
      // Unless another process changed the row since it was read.
      .where('next_key', row.next_key === null ? 'is' : '=', row.next_key)
      .executeTakeFirst();
    return moved.numUpdatedRows > 0n;
  }

  function nextAfter(schedule: Schedule, now: number) {
    const next = nextRun(schedule, now, isExcluded);
    return { next_at: next?.at ?? null, next_key: next && keyOf(next) };
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
      .where('id', '=', number)
      .where('state', '=', from)
      .executeTakeFirst();
    return changed.numUpdatedRows > 0n;
  }
}

function rowOf(number: number, within: Db): Promise<SubscriptionRow | undefined> {
  return within.selectFrom('subscription').selectAll().where('id', '=', number).executeTakeFirst();
}
