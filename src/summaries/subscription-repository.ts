import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import { type CalendarExclusion, keyOf, nextRun, type Schedule } from '../domain/calendar/schedule.ts';
import type { QueueId } from '../domain/floor/snapshot.ts';
import type { Store } from './job-engine.ts';
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
  readonly db: Store;
  readonly clock: Pick<Clock, 'now'>;
  /** Days on which nothing is posted. */
  readonly isExcluded: CalendarExclusion;
}

/** Which subscriptions: all of these that are given. Removed ones are never among them. */
export interface SubscriptionFilter {
  readonly teamId: string;
  readonly ownerId?: string;
  readonly channelId?: string;
}

/** Small enough that working one through holds nobody up. */
const PAGE = 200;
const NO_NEXT = { next_at: null, next_key: null } as const;

export type SubscriptionRepository = ReturnType<typeof createSubscriptionRepository>;

export function createSubscriptionRepository({ db, clock, isExcluded }: SubscriptionRepositoryOptions) {
  const repository = {
    async add(wanted: NewSubscription, within: Store = db): Promise<Subscription> {
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

    /** Removed ones too: what became of their deliveries is still asked for. */
    async find(number: number, within: Store = db): Promise<Subscription | undefined> {
      const row = await rowOf(number, within);
      return row && toSubscription(row);
    },

    async list(filter: SubscriptionFilter, within: Store = db): Promise<Subscription[]> {
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

    /** For the runs after `now`. A state that cannot be read is mended with the rest. */
    async edit(number: number, to: SubscriptionEdit, now: number, within: Store): Promise<boolean> {
      await repository.lock(number, within);
      const row = await rowOf(number, within);
      if (row === undefined || row.state === 'removed') return false;
      const mended = mendedState(row);
      const next = (mended.state ?? row.state) === 'active' ? nextAfter(to.schedule, now) : {};
      return change(number, row.state, { ...columnsOf(to), ...mended, ...next }, within);
    },

    /**
     * Whether this paused it: one that rests already stays as it is. Where Slack refused, the first run that fell out
     * is kept in mind.
     */
    pause: (number: number, reason: PauseReason, within: Store): Promise<boolean> =>
      change(
        number,
        'active',
        { state: 'paused', pause_reason: reason, ...(isPostRefusal(reason) ? {} : NO_NEXT) },
        within,
      ),

    /** Until the transaction ends, no other one locks or changes this subscription. */
    async lock(number: number, within: Store): Promise<void> {
      await within
        .updateTable('subscription')
        .set((row) => ({ updated_at: row.ref('updated_at') }))
        .where('id', '=', number)
        .execute();
    },

    /** From the first run that fell out after `since`, else from the first after `now`. */
    async resume(
      number: number,
      { now, since }: { readonly now: number; readonly since: number | null },
      within: Store,
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

    /** Subscriptions that post to `from` post to `to` from now on, paused ones included. How many there are. */
    async moveChannel(move: ChannelMove, now: number, within: Store): Promise<number> {
      const moved = await within
        .updateTable('subscription')
        .set({ channel_id: move.to, updated_at: now })
        .where('team_id', '=', move.teamId)
        .where('channel_id', '=', move.from)
        .where('state', '<>', 'removed')
        .executeTakeFirst();
      return Number(moved.numUpdatedRows);
    },

    async remove(number: number, within: Store): Promise<boolean> {
      const removed = await within
        .updateTable('subscription')
        .set({ state: 'removed', ...NO_NEXT, updated_at: clock.now() })
        .where('id', '=', number)
        .where('state', '<>', 'removed')
        .executeTakeFirst();
      return removed.numUpdatedRows > 0n;
    },

    /** The sets of queues that any of them is about, each once. */
    async queueSets(): Promise<QueueId[][]> {
      const rows = await db
        .selectFrom('subscription')
        .select('queues')
        .distinct()
        .where('state', '<>', 'removed')
        .execute();
      return rows.map(({ queues }) => readQueues(queues) ?? []).filter((queues) => queues.length > 1);
    },

    /** Who set up what posts, each once. */
    async owners(): Promise<Owner[]> {
      const rows = await db
        .selectFrom('subscription')
        .select(['team_id', 'owner_id'])
        .distinct()
        .where('state', '=', 'active')
        .execute();
      return rows.map(({ team_id, owner_id }) => ({ teamId: team_id, ownerId: owner_id }));
    },

    /** When the next one is due. */
    async nextDueAt(): Promise<number | null> {
      const row = await db
        .selectFrom('subscription')
        .select(({ fn }) => fn.min<number | null>('next_at').as('at'))
        .where('state', '=', 'active')
        .executeTakeFirst();
      return row?.at ?? null;
    },

    /** Active ones whose time has come at `now`, the longest overdue first. */
    async due(limit: number, now: number): Promise<Subscription[]> {
      const rows = await db
        .selectFrom('subscription')
        .selectAll()
        .where('state', '=', 'active')
        .where('next_at', '<=', now)
        .orderBy('next_at')
        // The same order in every process: transactions that meet wait for each other and never both ways.
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(toSubscription);
    },

    /** Of one whose stored run cannot be read: the next from its schedule, or none where that is broken too. */
    async mend({ number, state, schedule }: Subscription, now: number): Promise<void> {
      await db
        .updateTable('subscription')
        .set(state.kind === 'broken' ? NO_NEXT : nextAfter(schedule, now))
        .where('id', '=', number)
        .where('state', '=', 'active')
        .execute();
    },

    /** On to the first run after `now`, unless another has moved it on already. */
    async advance(subscription: Subscription, now: number, within: Store): Promise<boolean> {
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
     * Takes back runs that were put off too far: by a clock that ran ahead for a while, or by a calendar that has been
     * changed since. What has been delivered keeps its name, so nothing is posted again. How many were moved.
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
    // What is due already is the tick's.
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
      // Unless it was moved on or changed since it was read.
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
    within: Store,
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

function rowOf(number: number, within: Store): Promise<SubscriptionRow | undefined> {
  return within.selectFrom('subscription').selectAll().where('id', '=', number).executeTakeFirst();
}
