import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../clock.ts';
import {
  type CalendarExclusion,
  keyOf,
  nextOccurrence,
  type Schedule,
} from '../../domain/calendar/schedule.ts';
import type { Db } from '../../storage/tables.ts';
import type { Subscription } from './subscription.ts';
import { nextOccurrenceColumns, type SubscriptionRow, toSubscription } from './subscription-row.ts';

export interface NextOccurrenceRepositoryOptions {
  readonly db: Db;
  /** The key of the centre. */
  readonly centre: string;
  readonly clock: Pick<Clock, 'now'>;
  /** Dates without posts. */
  readonly isExcluded: CalendarExclusion;
}

/** Rows per page, so that processing one does not block for long. */
const PAGE = 200;

export type NextOccurrenceRepository = ReturnType<typeof createNextOccurrenceRepository>;

/** Reads and advances the next occurrences of active subscriptions of one centre. */
export function createNextOccurrenceRepository({
  db,
  centre,
  clock,
  isExcluded,
}: NextOccurrenceRepositoryOptions) {
  const active = db.selectFrom('subscription').where('centre', '=', centre).where('state', '=', 'active');

  return {
    /** Time of the next occurrence, epoch milliseconds; `null` if there is none. */
    async nextDueAt(): Promise<number | null> {
      const row = await active
        .select(({ fn }) => fn.min<number | null>('next_at').as('at'))
        .executeTakeFirst();
      return row?.at ?? null;
    },

    /** Active subscriptions that are due at `now`, the longest overdue first. */
    async due(limit: number, now: number): Promise<Subscription[]> {
      const rows = await active
        .selectAll()
        .where('next_at', '<=', now)
        .orderBy('next_at')
        // The same order in every process, so that concurrent transactions do not deadlock.
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(toSubscription);
    },

    /** Repairs an unreadable next occurrence from the schedule; removes it if the schedule is unreadable too. */
    async repair({ number, state, schedule }: Subscription, now: number): Promise<void> {
      await db
        .updateTable('subscription')
        .set(state.kind === 'broken' ? nextOccurrenceColumns(null) : nextAfter(schedule, now))
        .where('centre', '=', centre)
        .where('id', '=', number)
        .where('state', '=', 'active')
        .execute();
    },

    /** Advances to the first occurrence after `now`, unless another process has done so. */
    async advance(subscription: Subscription, now: number, within: Db): Promise<boolean> {
      const was = subscription.state.kind === 'active' ? subscription.state.next : null;
      const moved = await within
        .updateTable('subscription')
        .set(nextAfter(subscription.schedule, now))
        .where('centre', '=', centre)
        .where('id', '=', subscription.number)
        .where('state', '=', 'active')
        .where('next_key', '=', was && keyOf(was))
        .executeTakeFirst();
      return moved.numUpdatedRows > 0n;
    },

    /**
     * Recomputes next occurrences that are too far in the future, because the clock ran ahead or the calendar was
     * changed. Deliveries keep their key, so nothing is posted again. Returns the number of changes.
     */
    async reschedule(): Promise<number> {
      let moved = 0;
      for (let after = 0; ; await setImmediate()) {
        const page = await active.selectAll().where('id', '>', after).orderBy('id').limit(PAGE).execute();
        for (const row of page) moved += Number(await realign(row));
        after = page.at(-1)?.id ?? after;
        if (page.length < PAGE) return moved;
      }
    },
  };

  async function realign(row: SubscriptionRow): Promise<boolean> {
    const now = clock.now();
    // The scheduler enqueues due occurrences.
    if (row.next_at !== null && row.next_at <= now) return false;
    const { schedule, state } = toSubscription(row);
    if (state.kind === 'broken') return false;
    const next = nextAfter(schedule, now);
    if (next.next_at === row.next_at && next.next_key === row.next_key) return false;
    const moved = await db
      .updateTable('subscription')
      .set({ ...next, updated_at: now })
      .where('centre', '=', centre)
      .where('id', '=', row.id)
      .where('state', '=', 'active')
      // Unless another process changed the row since it was read.
      .where('next_key', row.next_key === null ? 'is' : '=', row.next_key)
      .executeTakeFirst();
    return moved.numUpdatedRows > 0n;
  }

  function nextAfter(schedule: Schedule, now: number) {
    return nextOccurrenceColumns(nextOccurrence(schedule, now, isExcluded));
  }
}
