import type { Clock } from '../../clock.ts';
import type { Logger } from '../../logger.ts';
import { withTimeout } from '../../time.ts';
import type { NextOccurrenceRepository } from '../subscriptions/next-occurrence-repository.ts';
import { createDeliver, type DeliverOptions, type DeliverTiming } from './deliver.ts';
import type { DeliveryRepository } from './delivery-repository.ts';
import { DeliveryWorker } from './delivery-worker.ts';
import type { DueOccurrences } from './due-occurrences.ts';
import { createPostRateLimiter, type PostRateLimits } from './post-rate-limiter.ts';
import { createScheduler } from './scheduler.ts';

export interface DeliveryRunnerOptions<Message> extends Omit<DeliverOptions<Message>, 'limiter' | 'timing'> {
  readonly deliveries: DeliveryRepository;
  readonly nextOccurrences: NextOccurrenceRepository;
  readonly dueOccurrences: DueOccurrences;
  readonly clock: Clock;
  /** Returns a number from 0 to 1. */
  readonly random: () => number;
  readonly logger: Logger;
  readonly timing?: Partial<DeliveryTiming> | undefined;
  readonly postRate?: Partial<PostRateLimits> | undefined;
}

export interface DeliveryTiming extends DeliverTiming {
  /** Interval of the scheduler. */
  readonly tickMs: number;
  /** Interval in which a lease is renewed; the engine's lease is several of these. */
  readonly touchMs: number;
  /** Wait after a fetch that returned no job. */
  readonly idleMs: number;
}

/** For a lease of 30 s. A post ends within 8 s, so that a process that is told to stop does so within 10. */
const DELIVERY_TIMING: DeliveryTiming = {
  postMs: 8_000,
  settleMs: 15_000,
  fenceMs: 5_000,
  retryDelayMs: 10_000,
  tickMs: 1_000,
  touchMs: 8_000,
  idleMs: 500,
};

/** Settled deliveries are kept for 13 months. */
const SETTLED_MAX_AGE_MS = 397 * 24 * 3_600_000;
const PRUNE_EVERY_MS = 24 * 3_600_000;
/** Maximum wait of a health check for the database. */
const LOAD_TIMEOUT_MS = 500;

/** Counts for health checks. */
export interface DeliveryLoad {
  readonly due: number;
  readonly posting: number;
  /** Epoch milliseconds; `null` if there is none. */
  readonly nextDueAt: number | null;
  readonly postsPerSecond: number;
}

/** Starts and stops the background work of deliveries: the job engine, the scheduler and the worker. */
export function createDeliveryRunner<Message>(options: DeliveryRunnerOptions<Message>) {
  const { engine, deliveries, nextOccurrences, clock, logger } = options;
  const timing = { ...DELIVERY_TIMING, ...options.timing };
  const limiter = createPostRateLimiter({ ...options, limits: options.postRate });
  const deliver = createDeliver({ ...options, limiter, timing });
  const worker = new DeliveryWorker({ engine, deliver, limiter, logger, ...timing });
  const scheduler = createScheduler({ ...options, onDue: () => worker.nudge() });
  const timers = new Set<NodeJS.Timeout>();
  let ticking: Promise<void> | null = null;
  let load: DeliveryLoad | null = null;
  let reading: Promise<void> | null = null;

  return {
    async start(): Promise<void> {
      await engine.start();
      await tick();
      worker.start();
      timers.add(setInterval(() => void tick(), timing.tickMs));
      timers.add(setInterval(() => void prune(), PRUNE_EVERY_MS));
    },

    /** Fetches nothing more. Deliveries in flight end or go back to the queue, within `postMs` and a little. */
    async stop(): Promise<void> {
      for (const timer of timers) clearInterval(timer);
      timers.clear();
      await ticking;
      await worker.stop();
      await engine.stop();
    },

    /** Fetches jobs now instead of after the idle time. */
    nudge: () => worker.nudge(),

    /**
     * Counts open deliveries for health checks. Returns the last value if the database does not answer within 500 ms, and
     * `null` if there is none. Concurrent calls share one query.
     */
    async load(): Promise<DeliveryLoad | null> {
      reading ??= readLoad();
      await withTimeout(reading, LOAD_TIMEOUT_MS);
      return load;
    },
  };

  async function readLoad(): Promise<void> {
    load = await Promise.all([deliveries.countOpen(), nextOccurrences.nextDueAt()])
      .then(([open, nextDueAt]) => ({ ...open, nextDueAt, postsPerSecond: limiter.perSecond }))
      .catch(() => null);
    reading = null;
  }

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
