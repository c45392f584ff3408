import type { Kysely } from 'kysely';
import type { Database } from '../storage/tables.ts';

/** The database, or a transaction on it. */
export type Store = Kysely<Database>;

export interface NewJob {
  readonly deliveryId: number;
  /** At most one job of a lane is in hand at a time. */
  readonly lane: string;
}

/** A job in hand. Other than by `claim`, one taking of it is not told from the next. */
export interface Job {
  readonly id: string;
  readonly deliveryId: number;
  readonly lane: string;
  readonly claim: string;
}

/**
 * Hands out work, to several processes if need be, at least once each: whoever takes a job and then says nothing for
 * a while loses it to the next. What is done under a lost claim is refused (`false`), so that what comes of a job is
 * written in one transaction with `finish` or `again`, and a process that slept through its claim changes nothing.
 */
export interface JobEngine {
  start(): Promise<void>;
  /** To be done now. In the caller's transaction: there is a job if that commits, and none if it does not. */
  add(jobs: readonly NewJob[], within: Store): Promise<void>;
  /** Whether there is a job for this delivery, waiting or in hand. */
  knows(deliveryId: number, within: Store): Promise<boolean>;
  /** Up to `limit` jobs whose time has come, earliest first as far as the lanes allow. */
  take(limit: number): Promise<readonly Job[]>;
  /** Still being worked on. `within` a transaction, the claim also holds until that ends. */
  keep(job: Job, within?: Store): Promise<boolean>;
  /** `within`, here and below, is a transaction: it may take more than one statement. */
  finish(job: Job, within: Store): Promise<boolean>;
  /**
   * Back in line for whoever comes first after `inMs`, an hour at the most. A span and not an instant: processes and
   * the database need not agree about the time.
   */
  again(job: Job, inMs: number, within: Store): Promise<boolean>;
  stop(): Promise<void>;
}
