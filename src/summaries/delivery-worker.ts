import type { Logger } from '../logger.ts';
import { withTimeout } from '../time.ts';
import type { Deliver } from './deliver.ts';
import type { Job, JobEngine } from './job-engine.ts';
import type { Pacer } from './pacer.ts';

export interface DeliveryWorkerOptions {
  readonly engine: JobEngine;
  readonly deliver: Deliver;
  readonly pacer: Pacer;
  readonly logger: Logger;
  /** Jobs in hand at a time: what waits beyond that waits as a row, not as a message in memory. */
  readonly inHand?: number;
  /** How often to look for work when there was none. */
  readonly idleMs?: number;
  /** How often to say that a job is still in hand. Well within the engine's lease. */
  readonly keepMs: number;
}

const IN_HAND = 10;
const IDLE_MS = 500;

/** Takes jobs as fast as the workspace takes posts, and sees each through. */
export class DeliveryWorker {
  readonly #options: DeliveryWorkerOptions;
  readonly #stopping = new AbortController();
  readonly #busy = new Set<Promise<void>>();
  #wake: () => void = () => undefined;
  #loop: Promise<void> | undefined;

  constructor(options: DeliveryWorkerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  /** There is work: look now rather than in a while. */
  nudge(): void {
    this.#wake();
  }

  /** Takes nothing more; what is in hand is sent or put back. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake();
    await this.#loop;
    await Promise.all(this.#busy);
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      const taken = await this.#take();
      for (const job of taken) this.#begin(job);
      if (taken.length === 0) await this.#rest(woken);
    }
  }

  async #take(): Promise<readonly Job[]> {
    const { engine, pacer, logger, inHand = IN_HAND } = this.#options;
    try {
      await pacer.open(this.#stopping.signal);
      return this.#busy.size >= inHand ? [] : await engine.take(inHand - this.#busy.size);
    } catch (error) {
      if (!this.#stopping.signal.aborted)
        logger.warn({ err: error }, 'no jobs to be had: asked again shortly');
      return [];
    }
  }

  #begin(job: Job): void {
    const work = this.#see(job).finally(() => {
      this.#busy.delete(work);
      // Its lane may have another.
      this.#wake();
    });
    this.#busy.add(work);
  }

  async #see(job: Job): Promise<void> {
    const { engine, deliver, logger, keepMs } = this.#options;
    const lost = new AbortController();
    const keeping = setInterval(() => {
      engine.keep(job).then(
        (held) => held || lost.abort(),
        (error: unknown) =>
          logger.warn({ err: error, delivery: job.deliveryId }, 'a claim could not be renewed'),
      );
    }, keepMs);
    try {
      await deliver(job, AbortSignal.any([this.#stopping.signal, lost.signal]));
    } finally {
      clearInterval(keeping);
    }
  }

  async #rest(woken: Promise<void>): Promise<void> {
    const { idleMs = IDLE_MS } = this.#options;
    await withTimeout(woken, idleMs);
  }
}
