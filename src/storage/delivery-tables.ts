import type { Generated } from 'kysely';

/** Subscriptions and their deliveries. Lists are JSON. */
export interface DeliveryTables {
  subscription: SubscriptionTable;
  delivery: DeliveryTable;
}

/** Rows are never removed, so a number never means another subscription. */
interface SubscriptionTable {
  /** `<CC_ID>-<VDN_ID>`. */
  centre: string;
  /** Number of the subscription in commands. */
  id: Generated<number>;
  team_id: string;
  owner_id: string;
  channel_id: string;
  /** JSON list of queue ids; empty for the whole floor. */
  queues: string;
  /** JSON list of local times, ascending. */
  times: string;
  /** JSON list of weekdays. */
  days: string;
  zone: string;
  /** JSON list of the other organisations in the channel to which a person agreed. */
  confirmed_readers: string;
  state: 'active' | 'paused' | 'removed';
  pause_reason: string | null;
  /** Instant and key of the next run; `null` while the subscription does not run. */
  next_at: number | null;
  next_key: string | null;
  created_at: number;
  updated_at: number;
}

/** One message that is posted at most once. Rows are stored for 13 months after the outcome is known. */
interface DeliveryTable {
  centre: string;
  id: Generated<number>;
  subscription_id: number;
  /** Unique per subscription: the key of a run (local time and zone), or of a request or an owner notification. */
  key: string;
  /** A kind of `deliveryContent`. */
  kind: string;
  due_at: number;
  channel_id: string;
  /** JSON, by kind: the content of the message at its due time. */
  payload: string;
  state: 'due' | 'posting' | 'sent' | 'unknown' | 'failed' | 'skipped';
  /** Identifies the message in Slack: part of the message's metadata. */
  post_key: string;
  /** The earliest time of the post by Slack's clock, while the state is `posting`. */
  posting_since: number | null;
  attempts: number;
  message_id: string | null;
  /** Delay of the post after the due time, milliseconds. */
  late_ms: number | null;
  reason: string | null;
  settled_at: number | null;
  /** SQLite only, like the two below: from when on a worker may lease the row; `null` if nothing is to be done. */
  fetch_after: number | null;
  /** Token of the current lease, `null` before the first one, and the instant at which the lease expires. */
  lease_token: string | null;
  leased_until: number | null;
}
