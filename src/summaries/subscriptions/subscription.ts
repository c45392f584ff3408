import type { Occurrence, Schedule } from '../../domain/calendar/schedule.ts';
import type { QueueId } from '../../domain/floor/snapshot.ts';
import type { PostRefusal } from './post-refusal.ts';

/** The owner of a subscription. */
export interface Owner {
  readonly teamId: string;
  readonly ownerId: string;
}

/** A change of the id of a channel in this workspace. */
export interface ChannelMove {
  readonly teamId: string;
  readonly from: string;
  readonly to: string;
}

/** The join of another workspace (`T…`) or organisation (`E…`) to a channel of this workspace. */
export interface ChannelShared {
  readonly teamId: string;
  readonly channelId: string;
  readonly connectedTeamId: string;
  /** The names of the organisations, as text. */
  readonly readers: string;
}

/** A subscription to be stored: which summary is posted to which channel, and when. */
export interface NewSubscription extends Owner {
  readonly channelId: string;
  /** Empty for the whole floor. */
  readonly queues: readonly QueueId[];
  readonly schedule: Schedule;
  /** Other organisations in the channel that a person confirmed; see `readersToConfirm`. Empty by default. */
  readonly confirmedReaders?: readonly string[];
}

/** The parts of a subscription that an edit changes. */
export type SubscriptionEdit = Pick<
  NewSubscription,
  'channelId' | 'queues' | 'schedule' | 'confirmedReaders'
>;

export interface Subscription extends NewSubscription {
  /** The number that people use. Numbers are never reused. */
  readonly number: number;
  readonly state: SubscriptionState;
  readonly confirmedReaders: readonly string[];
}

export type SubscriptionState =
  /** `next` is `null` if the calendar excludes all days. */
  | { readonly kind: 'active'; readonly next: Occurrence | null }
  | { readonly kind: 'paused'; readonly reason: PauseReason }
  | { readonly kind: 'removed' }
  /**
   * The stored row cannot be read, for example because the runtime no longer knows its zone. Nothing is posted until a
   * person changes or deletes it. Unreadable parts are empty or UTC.
   */
  | { readonly kind: 'broken'; readonly part: BrokenPart; readonly stored: string };

export type BrokenPart = 'zone' | 'times' | 'days' | 'queues' | 'state';

/** `requested`: a person paused the subscription. `owner-deactivated`: the owner's account is deactivated. */
export type PauseReason = 'requested' | 'owner-deactivated' | PostRefusal;
