import type { Clock } from '../../clock.ts';
import type { Db } from '../../storage/tables.ts';
import { POST_REFUSALS } from '../subscriptions/post-refusal.ts';
import type { Subscription } from '../subscriptions/subscription.ts';
import type { Delivery, NewDelivery, SkipReason, Unsent } from './delivery.ts';
import { type DeliveryRow, type LastDelivery, toDelivery, toLast, toRow } from './delivery-row.ts';

export interface DeliveryRepositoryOptions {
  readonly db: Db;
  /** The key of the centre. */
  readonly centre: string;
  readonly clock: Pick<Clock, 'now'>;
}

export type DeliveryRepository = ReturnType<typeof createDeliveryRepository>;

/** Stores deliveries: one row per message, unique by subscription and key. The row has the outcome of the message. */
export function createDeliveryRepository({ db, centre, clock }: DeliveryRepositoryOptions) {
  return {
    /** Inserts the deliveries that do not exist yet and returns them; existing ones stay unchanged. */
    async insert(deliveries: readonly NewDelivery[], within: Db): Promise<Delivery[]> {
      if (deliveries.length === 0) return [];
      const rows = await within
        .insertInto('delivery')
        .values(deliveries.map((delivery) => toRow(centre, delivery, clock.now())))
        .onConflict((conflict) => conflict.columns(['centre', 'subscription_id', 'key']).doNothing())
        .returningAll()
        .execute();
      return rows.flatMap(toDelivery);
    },

    /** Returns a delivery; an unreadable one is settled as not sent and `undefined` is returned. */
    async find(id: number, within: Db = db): Promise<Delivery | undefined> {
      const row = await within
        .selectFrom('delivery')
        .selectAll()
        .where('centre', '=', centre)
        .where('id', '=', id)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const [delivery] = toDelivery(row);
      if (delivery === undefined && row.settled_at === null) {
        const state = row.posting_since === null ? 'failed' : 'unknown';
        await settle(id, { state, reason: 'broken' }, within);
      }
      return delivery;
    },

    /** Marks a delivery whose post may be in Slack from now on; `since` is by Slack's clock. */
    markPosting: (id: number, since: number, within: Db): Promise<void> =>
      change(id, { state: 'posting', posting_since: since }, within),

    /** Marks a delivery that is certainly not in Slack, for another attempt. */
    async markDue(id: number, within: Db): Promise<void> {
      await within
        .updateTable('delivery')
        .set((row) => ({ state: 'due', posting_since: null, attempts: row('attempts', '+', 1) }))
        .where('centre', '=', centre)
        .where('id', '=', id)
        .execute();
    },

    /** Makes refused occurrences of this subscription due again, for its current channel. */
    async reopenRefused(
      { number, channelId }: Pick<Subscription, 'number' | 'channelId'>,
      since: number,
      within: Db,
    ): Promise<Delivery[]> {
      const rows = await within
        .updateTable('delivery')
        .set((row) => ({
          state: 'due',
          reason: null,
          settled_at: null,
          channel_id: channelId,
          attempts: row('attempts', '+', 1),
        }))
        .where('centre', '=', centre)
        .where('subscription_id', '=', number)
        .where('kind', '=', 'scheduled')
        .where('due_at', '>', since)
        .where('state', 'in', ['failed', 'skipped'])
        .where('reason', 'in', POST_REFUSALS)
        .returningAll()
        .execute();
      return rows.flatMap(toDelivery);
    },

    /** Moves unsettled deliveries from one channel to another. */
    async moveChannel(from: string, to: string, within: Db): Promise<void> {
      await within
        .updateTable('delivery')
        .set({ channel_id: to })
        .where('centre', '=', centre)
        .where('channel_id', '=', from)
        .where('settled_at', 'is', null)
        .execute();
    },

    markSent: (id: number, sent: { messageId: string; lateMs: number | null }, within: Db) =>
      settle(id, { state: 'sent', message_id: sent.messageId, late_ms: sent.lateMs, reason: null }, within),

    markUnsent: (id: number, state: 'unknown' | 'failed' | 'skipped', reason: Unsent, within: Db) =>
      settle(id, { state, reason }, within),

    /** Number of requested summaries that are not settled. */
    async countRequested(subscriptionNumber: number, within: Db): Promise<number> {
      const row = await within
        .selectFrom('delivery')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('centre', '=', centre)
        .where('subscription_id', '=', subscriptionNumber)
        .where('kind', '=', 'requested')
        .where('settled_at', 'is', null)
        .executeTakeFirstOrThrow();
      return row.count;
    },

    /** Stops unsettled summaries: at once if they are certainly not in Slack, otherwise as soon as that is known. */
    async stop(subscriptionNumber: number, reason: SkipReason, within: Db): Promise<void> {
      const stopped = await within
        .updateTable('delivery')
        .set({ reason })
        .where('centre', '=', centre)
        .where('subscription_id', '=', subscriptionNumber)
        .where('kind', '<>', 'notification')
        .where('settled_at', 'is', null)
        .returning(['id', 'state'])
        .execute();
      for (const { id, state } of stopped)
        if (state === 'due') await settle(id, { state: 'skipped' }, within);
    },

    /** The latest summary of each subscription. */
    async lastOf(subscriptions: readonly number[]): Promise<LastDelivery[]> {
      if (subscriptions.length === 0) return [];
      const rows = await db
        .selectFrom('delivery')
        .selectAll()
        .where('centre', '=', centre)
        .where('id', 'in', (query) =>
          query
            .selectFrom('delivery')
            .select(({ fn }) => fn.max('id').as('id'))
            .where('centre', '=', centre)
            .where('subscription_id', 'in', subscriptions)
            .where('kind', '<>', 'notification')
            .groupBy('subscription_id'),
        )
        .orderBy('subscription_id')
        .execute();
      return rows.map(toLast);
    },

    /** Number of open deliveries, and of those whose post may be in Slack, for health checks. */
    async countOpen(): Promise<{ due: number; posting: number }> {
      const rows = await db
        .selectFrom('delivery')
        .select(['state', ({ fn }) => fn.countAll<number>().as('count')])
        .where('centre', '=', centre)
        .where('settled_at', 'is', null)
        .groupBy('state')
        .execute();
      const of = (state: string) => rows.find((row) => row.state === state)?.count ?? 0;
      return { due: of('due'), posting: of('posting') };
    },

    /** Removes deliveries settled before the instant; unsettled ones are never removed. */
    async prune(before: number): Promise<number> {
      const gone = await db
        .deleteFrom('delivery')
        .where('centre', '=', centre)
        .where('settled_at', '<', before)
        .executeTakeFirst();
      return Number(gone.numDeletedRows);
    },
  };

  async function settle(id: number, to: Partial<DeliveryRow>, within: Db): Promise<void> {
    await change(id, { ...to, posting_since: null, settled_at: clock.now() }, within);
  }

  async function change(id: number, to: Partial<DeliveryRow>, within: Db): Promise<void> {
    await within.updateTable('delivery').set(to).where('centre', '=', centre).where('id', '=', id).execute();
  }
}
