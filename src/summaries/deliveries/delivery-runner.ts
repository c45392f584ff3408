import type { Clock } from '../../clock.ts';
import type { Logger } from '../../logger.ts';
import { withTimeout } from '../../time.ts';
import type { NextOccurrenceRepository } from '../subscriptions/next-occurrence-repository.ts';
import { createDeliver, type DeliverOptions, type DeliverTiming } from './deliver.ts';
import { DeliveryWorker } from './delivery-worker.ts';
import type { DueOccurrences } from './due-occurrences.ts';
import { type Job, RETRY_DELAY_MAX_MS } from './job-engine.ts';
import { createPostRateLimiter, type PostRateLimits } from './post-rate-limiter.ts';
import { createScheduler } from './scheduler.ts';

export interface DeliveryRunnerOptions<Message>
  extends Pick<DeliverOptions<Message>, 'db' | 'engine' | 'poster' | 'latePolicy'> {
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

/** Timing for a lease of 30 s. A post ends within 8 s, so that a stopping process ends within 10 s. */
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

/** The deliveries of one centre. */
export interface CentreDeliveries<Message>
  extends Pick<DeliverOptions<Message>, 'outbox' | 'deliveries' | 'subscriptions' | 'renderers'> {
  /** The key of the centre. */
  readonly centre: string;
  readonly nextOccurrences: NextOccurrenceRepository;
  readonly dueOccurrences: DueOccurrences;
}

export type DeliveryRunner<Message> = ReturnType<typeof createDeliveryRunner<Message>>;

/** Starts and stops the background work of the deliveries of all centres: the job engine, the schedulers and the worker. */
export function createDeliveryRunner<Message>(options: DeliveryRunnerOptions<Message>) {
  const { db, engine, clock, logger } = options;
  const timing = { ...DELIVERY_TIMING, ...options.timing };
  const limiter = createPostRateLimiter({ ...options, limits: options.postRate });
  const worker = new DeliveryWorker({ engine, deliver, limiter, logger, ...timing });
  const centres = new Map<string, ReturnType<typeof workOf>>();
  const timers = new Set<NodeJS.Timeout>();
  let ticking: Promise<void> | null = null;
  let load: DeliveryLoad | null = null;
  let reading: Promise<void> | null = null;

  return {
    /** Adds a centre, before the start. */
    add(parts: CentreDeliveries<Message>): void {
      centres.set(parts.centre, workOf(parts));
    },

    async start(): Promise<void> {
      await engine.start();
      await tick();
      worker.start();
      timers.add(setInterval(() => void tick(), timing.tickMs));
      timers.add(setInterval(() => void prune(), PRUNE_EVERY_MS));
    },

    /** Fetches no more jobs. Deliveries in flight end or return to the queue, shortly after `postMs` at the latest. */
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
    load = await Promise.all([...centres.values()].map((centre) => centre.load()))
      .then((loads) => ({
        due: sum(loads.map(({ due }) => due)),
        posting: sum(loads.map(({ posting }) => posting)),
        nextDueAt: earliest(loads.map(({ nextDueAt }) => nextDueAt)),
        postsPerSecond: limiter.perSecond,
      }))
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
    for (const [centre, { scheduler }] of centres) {
      try {
        await scheduler.tick();
      } catch (error) {
        logger.error({ err: error, centre }, 'due summaries could not be enqueued; trying again');
      }
    }
  }

  async function prune(): Promise<void> {
    for (const [centre, { deliveries }] of centres) {
      try {
        await deliveries.prune(clock.now() - SETTLED_MAX_AGE_MS);
      } catch (error) {
        logger.warn({ err: error, centre }, 'settled deliveries could not be pruned; trying again tomorrow');
      }
    }
  }

  function workOf(parts: CentreDeliveries<Message>) {
    const { deliveries, nextOccurrences } = parts;
    return {
      deliveries,
      deliver: createDeliver({ ...options, ...parts, limiter, timing }),
      scheduler: createScheduler({ ...options, ...parts, onDue: () => worker.nudge() }),
      async load() {
        const [open, nextDueAt] = await Promise.all([deliveries.countOpen(), nextOccurrences.nextDueAt()]);
        return { ...open, nextDueAt };
      },
    };
  }

  async function deliver(job: Job, signal: AbortSignal): Promise<void> {
    const centre = centres.get(job.centre);
    if (centre !== undefined) return centre.deliver(job, signal);
    logger.error(
      { centre: job.centre, deliveryId: job.deliveryId },
      'delivery of an unconfigured centre put off',
    );
    await db.transaction().execute((within) => engine.retry(job, RETRY_DELAY_MAX_MS, within));
  }
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

/** `null` if there is none. */
function earliest(instants: readonly (number | null)[]): number | null {
  const known = instants.filter((at) => at !== null);
  return known.length === 0 ? null : Math.min(...known);
}
