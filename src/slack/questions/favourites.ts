import type { QueueId } from '../../domain/floor/snapshot.ts';

/** The queues that people choose to see first on App Home; kept for as long as they work here. */
export interface Favourites {
  /**
   * In the order of choice; `null` for who has never chosen.
   * @throws {FloorwalkerError} `storage-unavailable`
   */
  of(person: Person): Promise<readonly QueueId[] | null>;
  /**
   * These instead of what was chosen before.
   * @throws {FloorwalkerError} `storage-unavailable`, or `storage-outcome-unknown` where they may have been kept
   */
  choose(person: Person, queues: readonly QueueId[]): Promise<void>;
}

/** Slack's ids. */
interface Person {
  readonly teamId: string;
  readonly userId: string;
}

/** So many fit on App Home beside the rest. */
export const FAVOURITES_MAX = 20;
