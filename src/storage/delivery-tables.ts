import type { Generated } from 'kysely';

/** What was asked to be posted, when, and what became of it. Lists are JSON. */
export interface DeliveryTables {
  subscription: SubscriptionTable;
  delivery: DeliveryTable;
}

/** Rows are never removed, so a number never means another subscription. */
interface SubscriptionTable {
  /** The number that people use. */
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
  /** When it runs next, and the run's name; `null` while it does not. */
  next_at: number | null;
  next_key: string | null;
  created_at: number;
  updated_at: number;
}

/** One message that is to reach Slack once. Kept 13 months once settled. */
interface DeliveryTable {
  id: Generated<number>;
  subscription_id: number;
  /** Unique for the subscription: the nominal local time and zone of a run, or the name of a request or an owner notification. */
  key: string;
  kind: 'scheduled' | 'requested' | 'notification';
  due_at: number;
  channel_id: string;
  /** JSON, by kind: what the message is made of, as it was when it fell due. */
  payload: string;
  state: 'due' | 'posting' | 'sent' | 'unknown' | 'failed' | 'skipped';
  /** What Slack can be asked for: travels in the message's metadata. */
  post_key: string;
  /** Since when a post may be out by Slack's clock, while the state is `posting`. */
  posting_since: number | null;
  attempts: number;
  message_id: string | null;
  /** Milliseconds after its time at which it was posted. */
  late_ms: number | null;
  reason: string | null;
  settled_at: number | null;
  /** SQLite only, as are the two below: when a worker may lease it; `null` while nothing is to be done. */
  fetch_after: number | null;
  /** The lease of the worker that has it, `null` before the first; and when that lease ends unless it is renewed. */
  lease_token: string | null;
  leased_until: number | null;
}
