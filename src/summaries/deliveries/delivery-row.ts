import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import { parseJson } from '../../parse-json.ts';
import type { Database } from '../../storage/tables.ts';
import { type Delivery, deliveryContent, type NewDelivery, UNSENT, type Unsent } from './delivery.ts';

export type DeliveryRow = Selectable<Database['delivery']>;

/** The outcome of a subscription's latest delivery, for its list and App Home. */
export interface LastDelivery {
  readonly subscriptionNumber: number;
  readonly dueAt: number;
  readonly state: Delivery['state'];
  readonly lateMs: number | null;
  /** `null` for a delivery that was sent or is open, and for an unreadable reason. */
  readonly reason: Unsent | null;
}

/** The column is text, so another program may have written another value. */
const unsent = z.enum(UNSENT).nullable().catch(null);

/** The columns of a new delivery. `now` is its settling time if it is skipped. */
export function toRow(centre: string, delivery: NewDelivery, now: number) {
  const isDue = delivery.skipReason === undefined;
  return {
    centre,
    subscription_id: delivery.subscriptionNumber,
    key: delivery.key,
    kind: delivery.kind,
    due_at: delivery.dueAt,
    channel_id: delivery.channelId,
    payload: JSON.stringify(delivery.payload),
    state: isDue ? ('due' as const) : ('skipped' as const),
    post_key: `${centre}:${randomUUID()}`,
    posting_since: null,
    attempts: 0,
    message_id: null,
    late_ms: null,
    reason: delivery.skipReason ?? null,
    settled_at: isDue ? null : now,
    fetch_after: null,
    lease_token: null,
    leased_until: null,
  };
}

/** Reads a row; an empty list for an unreadable one, so that the other rows are still returned. */
export function toDelivery(row: DeliveryRow): Delivery[] {
  const content = deliveryContent.safeParse({ kind: row.kind, payload: parseJson(row.payload) });
  if (!content.success) return [];
  return [
    {
      ...content.data,
      centre: row.centre,
      id: row.id,
      subscriptionNumber: row.subscription_id,
      key: row.key,
      dueAt: row.due_at,
      channelId: row.channel_id,
      state: row.state,
      postKey: row.post_key,
      postingSince: row.posting_since,
      isStopped: row.reason !== null && row.settled_at === null,
      attempts: row.attempts,
    },
  ];
}

export function toLast(row: DeliveryRow): LastDelivery {
  return {
    subscriptionNumber: row.subscription_id,
    dueAt: row.due_at,
    state: row.state,
    lateMs: row.late_ms,
    reason: unsent.parse(row.reason),
  };
}
