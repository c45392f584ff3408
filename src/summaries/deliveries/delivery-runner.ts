import type { Clock } from '../../clock.ts';
import type { Logger } from '../../logger.ts';
import type { DeliveryRepository } from './delivery-repository.ts';
import type { DeliveryWorker } from './delivery-worker.ts';
import type { JobEngine } from './job-engine.ts';
import type { createOwnerCheck } from './owner-check.ts';
import type { createScheduler } from './scheduler.ts';

export interface DeliveryRunnerOptions {
  readonly engine: JobEngine;
  readonly scheduler: ReturnType<typeof createScheduler>;
  readonly worker: Pick<DeliveryWorker, 'start' | 'stop'>;
  readonly ownerCheck: Pick<ReturnType<typeof createOwnerCheck>, 'start' | 'stop'>;
  readonly deliveries: Pick<DeliveryRepository, 'prune'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
  /** Interval of the scheduler, milliseconds. */
  readonly tickMs: number;
}

/** Settled deliveries are kept for 13 months. */
const SETTLED_MAX_AGE_MS = 397 * 24 * 3_600_000;
const PRUNE_EVERY_MS = 24 * 3_600_000;

/**
 * Starts and stops the background work of deliveries: the job engine, the scheduler, the worker and the check of
 * owners.
 */
export function createDeliveryRunner(options: DeliveryRunnerOptions) {
  const { engine, scheduler, worker, ownerCheck, deliveries, clock, logger, tickMs } = options;
  const timers = new Set<NodeJS.Timeout>();
  let ticking: Promise<void> | null = null;

  return {
    async start(): Promise<void> {
      await engine.start();
      await tick();
      worker.start();
      ownerCheck.start();
      timers.add(setInterval(() => void tick(), tickMs));
      timers.add(setInterval(() => void prune(), PRUNE_EVERY_MS));
    },

    /** Fetches nothing more. Deliveries in flight end or go back to the queue, within `postMs` and a little. */
    async stop(): Promise<void> {
      for (const timer of timers) clearInterval(timer);
      timers.clear();
      await ticking;
      await Promise.all([worker.stop(), ownerCheck.stop()]);
      await engine.stop();
    },
  };

  /** A tick that takes longer than the interval is not started twice. */
  async function tick(): Promise<void> {
    ticking ??= enqueueDue().finally(() => {
      ticking = null;
    });
    await ticking;
  }

  async function enqueueDue(): Promise<void> {
    try {
      await scheduler.tick();
    } catch (error) {
      logger.error({ err: error }, 'due summaries could not be enqueued; trying again');
    }
  }

  async function prune(): Promise<void> {
    try {
      await deliveries.prune(clock.now() - SETTLED_MAX_AGE_MS);
    } catch (error) {
      logger.warn({ err: error }, 'settled deliveries could not be pruned; trying again tomorrow');
    }
  }
}
