import type { Db } from '../../storage/tables.ts';
import type { Delivery } from './delivery.ts';

/** Maximum delay of a job. A longer `Retry-After` of Slack is shortened to it. */
export const RETRY_DELAY_MAX_MS = 30 * 60_000;

/** A leased job: one attempt to settle a delivery. */
export interface Job {
  readonly id: string;
  /** The key of the delivery's centre. */
  readonly centre: string;
  readonly deliveryId: number;
  /** Changes each time the job is leased. */
  readonly leaseToken: string;
}

/**
 * Leases deliveries to workers, in one process or several. A lease that is not renewed in time ends, and the job can be
 * fetched again. `touch`, `complete` and `retry` return `false` if the job is no longer leased under its token. Callers write
 * about the delivery in the transaction of that call, so that a worker without a lease writes nothing.
 */
export interface JobEngine {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Makes a job for each of these due deliveries, in the transaction that writes their rows. */
  send(due: readonly Pick<Delivery, 'centre' | 'id' | 'channelId'>[], within: Db): Promise<void>;
  /** Leases up to `limit` jobs, at most one per channel at a time. */
  fetch(limit: number): Promise<readonly Job[]>;
  /** Renews the lease; in a transaction, the lease also cannot be lost before the transaction ends. */
  touch(job: Job, within?: Db): Promise<boolean>;
  complete(job: Job, within: Db): Promise<boolean>;
  /** Ends the lease: the job can be fetched again after `delayMs`, at most {@link RETRY_DELAY_MAX_MS}, by the engine's clock. */
  retry(job: Job, delayMs: number, within: Db): Promise<boolean>;
}
