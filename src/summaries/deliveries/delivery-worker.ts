import type { Logger } from '../../logger.ts';
import { withTimeout } from '../../time.ts';
import type { Deliver } from './deliver.ts';
import type { Job, JobEngine } from './job-engine.ts';
import type { PostRateLimiter } from './post-rate-limiter.ts';

export interface DeliveryWorkerOptions {
  readonly engine: JobEngine;
  readonly deliver: Deliver;
  readonly limiter: PostRateLimiter;
  readonly logger: Logger;
  /** Wait after a fetch that returned no job, milliseconds. */
  readonly idleMs: number;
  /** Interval in which leases are renewed, milliseconds; well within the engine's lease. */
  readonly touchMs: number;
}

/** Jobs in flight at a time. Other jobs wait in the database, not in memory. */
const IN_FLIGHT_MAX = 10;

/** Fetches jobs while Slack's rate limit allows posts, and works on each until it ends. */
export class DeliveryWorker {
  readonly #options: DeliveryWorkerOptions;
  readonly #stopping = new AbortController();
  readonly #inFlight = new Set<Promise<void>>();
  #wake: () => void = () => undefined;
  #loop: Promise<void> | undefined;

  constructor(options: DeliveryWorkerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  /** Fetches now instead of after the idle time. */
  nudge(): void {
    this.#wake();
  }

  /** Fetches nothing more; jobs in flight end or go back to the queue. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake();
    await this.#loop;
    await Promise.all(this.#inFlight);
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      const fetched = await this.#fetch();
      for (const job of fetched) this.#begin(job);
      if (fetched.length === 0) await withTimeout(woken, this.#options.idleMs);
    }
  }

  async #fetch(): Promise<readonly Job[]> {
    const { engine, limiter, logger } = this.#options;
    try {
      await limiter.whenOpen(this.#stopping.signal);
      const free = IN_FLIGHT_MAX - this.#inFlight.size;
      return free > 0 ? await engine.fetch(free) : [];
    } catch (error) {
      if (!this.#stopping.signal.aborted)
        logger.warn({ err: error }, 'jobs could not be fetched; trying again');
      return [];
    }
  }

  #begin(job: Job): void {
    const work = this.#work(job).finally(() => {
      this.#inFlight.delete(work);
      // The channel may have another job.
      this.#wake();
    });
    this.#inFlight.add(work);
  }

  async #work(job: Job): Promise<void> {
    const { engine, deliver, logger, touchMs } = this.#options;
    const lost = new AbortController();
    const renewing = setInterval(() => {
      engine.touch(job).then(
        (isLeased) => isLeased || lost.abort(),
        (error: unknown) =>
          logger.warn({ err: error, deliveryId: job.deliveryId }, 'lease could not be renewed'),
      );
    }, touchMs);
    try {
      await deliver(job, AbortSignal.any([this.#stopping.signal, lost.signal]));
    } finally {
      clearInterval(renewing);
    }
  }
}
