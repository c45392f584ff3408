import type { Person } from '../../domain/access/requester.ts';
import type { QueueId } from '../../domain/floor/snapshot.ts';

export interface Favourites {
  /**
   * Returns the queues in the order of choice; `null` if the person has never chosen.
   *
   * @throws {FloorwalkerError} storage-unavailable
   */
  of(person: Person): Promise<readonly QueueId[] | null>;
  /**
   * Replaces the chosen queues.
   *
   * @throws {FloorwalkerError} storage-unavailable, or storage-outcome-unknown if they may have been stored
   */
  choose(person: Person, queues: readonly QueueId[]): Promise<void>;
}

/** Maximum number of queues that fit on App Home beside its other sections. */
export const FAVOURITES_MAX = 20;
