import { once } from 'node:events';
import type { Clock } from './clock.ts';
import { createPostgresLeader, createSoleLeader, type Leader } from './cluster/leader.ts';
import { createSessionBoard } from './cluster/session-board.ts';
import { createSessionSharing, type SharingSession } from './contact-center/gateway/session-sharing.ts';
import type { Calendar } from './domain/calendar/calendar.ts';
import type { Fact } from './domain/floor/fact.ts';
import { FloorwalkerError } from './errors.ts';
import { createCallCollector } from './history/call-collector.ts';
import { createCallRepository } from './history/call-repository.ts';
import { createFloorHistory } from './history/floor-history.ts';
import { createQuarterRepository } from './history/quarter-repository.ts';
import { createSampleRepository } from './history/sample-repository.ts';
import type { SamplerHealth } from './history/sampler.ts';
import { createSampling, type Sampling } from './history/sampling.ts';
import { createUpkeep } from './history/upkeep.ts';
import type { Logger } from './logger.ts';
import type { QueryService } from './queries/query-service.ts';
import type { OpenDatabase } from './storage/database.ts';
import type { Storage, StorageHealth } from './storage/storage.ts';
import { createJobEngine } from './summaries/create-job-engine.ts';
import { createDayReports, type DayReports } from './summaries/day-report.ts';
import type { LatePolicy } from './summaries/delivery-decision.ts';
import { createDeliveryLoad } from './summaries/delivery-load.ts';
import {
  createDeliveryService,
  type DeliveryService,
  type DeliveryTiming,
} from './summaries/delivery-service.ts';
import type { PacerLimits } from './summaries/pacer.ts';
import type { AccountDirectory, Composer, Poster } from './summaries/ports.ts';
import { sleep } from './time.ts';

export interface StoredPartsOptions {
  readonly storage: Storage;
  /** `DATABASE_URL`: the leader's lock has a connection of its own. */
  readonly url: string;
  readonly sampleSeconds: number;
  readonly timeZone: string;
  readonly calendar: Calendar;
  /** Which summaries are still posted after the bot was away. */
  readonly latePolicy: LatePolicy;
  readonly queries: Pick<QueryService, 'own'>;
  readonly poster: Poster;
  readonly people: AccountDirectory;
  readonly composer: (parts: { readonly reports: DayReports }) => Composer;
  /** The gateway's session, where there is a gateway: shared by the processes on one PostgreSQL. */
  readonly session: SharingSession | undefined;
  readonly onLead: (leads: boolean) => void;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly timing?: StoredTiming | undefined;
}

export interface StoredTiming {
  readonly delivery?: Partial<DeliveryTiming>;
  readonly pace?: Partial<PacerLimits>;
  readonly leaseMs?: number;
  /** PostgreSQL: how often jobs whose holder fell silent are looked for. */
  readonly superviseSeconds?: number;
  readonly reopenMs?: number;
  readonly shareMs?: number;
}

export interface StoredHealth {
  /** `failing`: open, and its last answer was an error. `foreign`: it belongs to another workspace or contact centre. */
  readonly database: 'open' | 'opening' | 'failing' | 'unavailable' | 'foreign';
  readonly storage: StorageHealth;
  /** Whether this process samples and holds the gateway's session. */
  readonly leads: boolean;
  readonly samples: SamplerHealth | null;
  /** When the next summary is due, and how many wait; `null` where the database does not say. */
  readonly deliveries: {
    readonly due: number;
    readonly posting: number;
    readonly nextDueAt: number | null;
  } | null;
}

interface Parts {
  readonly reports: DayReports;
  readonly deliveries: DeliveryService;
}

interface Opened {
  readonly parts: Parts;
  readonly leader: Leader;
  readonly sampling: Sampling;
  readonly load: ReturnType<typeof createDeliveryLoad>;
}

const REOPEN_MS = 5_000;
const POST_MS = 6_000;

/**
 * What stands on the database: history with its sampler, subscriptions with their deliveries. It is opened behind the
 * bot's start and again until it opens, so that questions are answered with or without it.
 */
export class StoredParts {
  readonly #options: StoredPartsOptions;
  readonly #stopping = new AbortController();
  #opened: Opened | null = null;
  #sharing: ReturnType<typeof createSessionSharing> | null = null;
  #state: Exclude<StoredHealth['database'], 'failing'> = 'opening';
  /** Why it could not be opened; `null` once it is open. */
  #failure: FloorwalkerError | null = null;
  #running: Promise<void> = Promise.resolve();

  constructor(options: StoredPartsOptions) {
    this.#options = options;
  }

  /** Resolves after the first attempt, whatever came of it. */
  async start(): Promise<void> {
    const first = Promise.withResolvers<void>();
    this.#running = this.#openUntilItWorks(first.resolve).finally(first.resolve);
    await first.promise;
  }

  /** @throws {FloorwalkerError} `storage-unavailable` while there is no database */
  parts(): Parts {
    if (this.#opened !== null) return this.#opened.parts;
    throw this.#failure ?? new FloorwalkerError('storage-unavailable', { detail: 'not open' });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    if (this.#opened === null) return;
    const { parts, sampling } = this.#opened;
    await this.#sharing?.stop();
    await parts.deliveries.stop();
    await sampling.stop();
  }

  async release(): Promise<void> {
    await this.#opened?.leader.stop();
  }

  /** Within half a second: where the database does not answer by then, with what it said last. */
  async health(): Promise<StoredHealth> {
    const { file, lastWriteAt, failure } = this.#options.storage.health();
    return {
      database: this.#state === 'open' && failure !== null ? 'failing' : this.#state,
      storage: { lastWriteAt, failure, file },
      leads: this.#opened?.leader.isLeader() ?? false,
      samples: this.#opened?.sampling.health() ?? null,
      deliveries: (await this.#opened?.load()) ?? null,
    };
  }

  async #openUntilItWorks(firstAttempt: () => void): Promise<void> {
    const { storage, timing } = this.#options;
    const { signal } = this.#stopping;
    // A stop does not wait for Slack. `once` never settles for a signal that is aborted already.
    if (!signal.aborted) await Promise.race([storage.ready, once(signal, 'abort')]);
    while (!signal.aborted) {
      try {
        await this.#open();
        this.#state = 'open';
        this.#failure = null;
        return;
      } catch (error) {
        if (signal.aborted) return;
        this.#refuse(error);
        // The database cannot say who leads: better to hold a session that another holds too than none at all.
        this.#options.onLead(true);
      }
      firstAttempt();
      await sleep(timing?.reopenMs ?? REOPEN_MS, signal);
    }
  }

  /** A database that does not open has its own log line; what else keeps it from being used is said here, once. */
  #refuse(error: unknown): void {
    const { storage, logger } = this.#options;
    const isToldOf = storage.hasFailed(error);
    const failure =
      error instanceof FloorwalkerError
        ? error
        : new FloorwalkerError('storage-unavailable', { cause: error });
    const { code, detail, message } = failure;
    this.#state = code === 'storage-foreign' ? 'foreign' : 'unavailable';
    if (this.#failure?.code !== code && !(isToldOf && code === 'storage-unavailable')) {
      logger.error(
        { code, detail, err: failure.cause },
        `no summaries until the database can be used. ${message}`,
      );
    }
    this.#failure = failure;
  }

  async #open(): Promise<void> {
    const { storage, url, logger, clock, queries, sampleSeconds, timeZone, calendar, timing } = this.#options;
    const database = await storage.open();
    this.#stopping.signal.throwIfAborted();
    let deliveries: DeliveryService | undefined;
    try {
      const { db } = database;
      const repositories = {
        samples: createSampleRepository({ db, logger }),
        quarters: createQuarterRepository({ db, logger }),
        calls: createCallRepository({ db }),
      };
      const reports = createDayReports({
        source: createFloorHistory(repositories),
        queueNames: async () => namesIn(await queries.own.queues()),
        calendar,
        timeZone,
        sampleSeconds,
        clock,
      });
      const service = createDeliveryService({
        db,
        engine: await createJobEngine({ ...database, url, clock, logger, ...timing }),
        composer: this.#options.composer({ reports }),
        poster: this.#options.poster,
        people: this.#options.people,
        leads: () => this.#opened?.leader.isLeader() ?? false,
        calendar,
        latePolicy: this.#options.latePolicy,
        clock,
        random: Math.random,
        logger,
        timing: { postMs: POST_MS, ...timing?.delivery },
        ...(timing?.pace === undefined ? {} : { pace: timing.pace }),
      });
      const leader = this.#makeLeader(database);
      const queueSets = () => service.queueSets();
      const collectCalls = createCallCollector({
        calls: repositories.calls,
        readCounters: (agentIds) => queries.own.counters(agentIds),
        zone: timeZone,
      });
      const sampling = createSampling({
        floor: queries.own,
        samples: repositories.samples,
        observers: [
          { name: 'upkeep', observe: createUpkeep({ ...repositories, queueSets, logger }) },
          { name: 'calls', observe: collectCalls },
        ],
        sampleSeconds,
        mayRecord: () => leader.isLeader(),
        clock,
        logger,
      });
      deliveries = service;
      await service.start();
      const load = createDeliveryLoad(() => service.load());
      this.#opened = { parts: { reports, deliveries: service }, leader, sampling, load };
      await leader.start();
      // As without a database: the lead is not known, and questions are to be answered.
      if (leader.standing() === 'unknown') this.#options.onLead(true);
      else this.#lead(leader.isLeader());
      if (database.backend === 'postgres') this.#share(db, leader);
    } catch (error) {
      this.#opened = null;
      // It is made anew with the next attempt.
      await deliveries?.stop().catch(() => undefined);
      throw error;
    }
  }

  #makeLeader({ backend }: OpenDatabase): Leader {
    const { url, clock, logger } = this.#options;
    return backend === 'sqlite'
      ? createSoleLeader()
      : createPostgresLeader({ url, clock, logger, onChange: (leads) => this.#lead(leads) });
  }

  #share(db: OpenDatabase['db'], leader: Leader): void {
    const { session, clock, logger, timing } = this.#options;
    if (session === undefined) return;
    const everyMs = timing?.shareMs;
    const board = createSessionBoard({ db, clock });
    this.#sharing = createSessionSharing({
      session,
      store: board,
      mayWrite: () => leader.isLeader(),
      clock,
      logger,
      ...(everyMs === undefined ? {} : { everyMs }),
    });
    this.#sharing.start();
  }

  #lead(leads: boolean): void {
    if (this.#stopping.signal.aborted) return;
    this.#options.onLead(leads);
    this.#opened?.sampling.setLeading(leads);
  }
}

function namesIn(
  queues: Fact<readonly { readonly id: number; readonly name: string | null }[]>,
): ReadonlyMap<number, string> {
  if (queues.kind !== 'known') return new Map();
  return new Map(queues.value.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])));
}
