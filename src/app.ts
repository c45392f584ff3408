import { createServer } from 'node:http';
import { createAccessPolicy } from './authorization/access-policy.ts';
import { createBackground } from './background.ts';
import { type Centre, type CentreTiming, createCentre } from './centre.ts';
import type { Clock } from './clock.ts';
import { createPostgresLeader, createSoleLeader } from './cluster/leader.ts';
import type { Config } from './configuration/config.ts';
import { createCallCollector } from './history/call-collector.ts';
import { createSampling } from './history/sampling.ts';
import { createUpkeep } from './history/upkeep.ts';
import { createHttpServer } from './http-server.ts';
import type { Logger } from './logger.ts';
import { createHealthListener } from './observability/health.ts';
import { createQuietLogger } from './observability/quiet-logger.ts';
import { VERSION } from './observability/version.ts';
import { createDeliveryRenderers } from './slack/answers/delivery-renderers.ts';
import type { AllowanceLimits } from './slack/questions/allowance.ts';
import { createSlackApp, type SlackApp, type StartOutcome } from './slack/slack-app.ts';
import { createSlackChannels } from './slack/web-api/slack-channels.ts';
import { createSlackClient } from './slack/web-api/slack-client.ts';
import { checkGroups, createSlackDirectory } from './slack/web-api/slack-directory.ts';
import { createSlackPoster } from './slack/web-api/slack-poster.ts';
import { createDatabase } from './storage/database.ts';
import { DATABASE_WAIT_MS } from './storage/database-guard.ts';
import { createSeenRepository } from './storage/seen-repository.ts';
import { createJobEngine, type JobEngineOptions } from './summaries/deliveries/create-job-engine.ts';
import { createDeliveryRunner, type DeliveryTiming } from './summaries/deliveries/delivery-runner.ts';
import type { PostRateLimits } from './summaries/deliveries/post-rate-limiter.ts';
import { withTimeout } from './time.ts';

/** Process-level dependencies, with overrides for tests. */
export interface Dependencies {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly fetch?: typeof globalThis.fetch;
  readonly timing?: CentreTiming & {
    readonly allowance?: AllowanceLimits;
    /** Time in which Slack answers a ping on the socket, milliseconds. */
    readonly pongTimeoutMs?: number;
    /** Timeout of calls to Slack for which a person waits, milliseconds. */
    readonly quickTimeoutMs?: number;
    /** Maximum wait of a person for the database, milliseconds. */
    readonly databaseWaitMs?: number | undefined;
    readonly summaries?: Pick<JobEngineOptions, 'leaseMs' | 'superviseSeconds'> & {
      readonly delivery?: Partial<DeliveryTiming & { ownersMs: number }>;
      readonly postRate?: Partial<PostRateLimits>;
    };
  };
}

export interface App {
  /**
   * Resolves with `answering` as soon as Slack's commands are answered, or with `stopped` if `stop` was called before
   * that. The contact centre may not be connected yet; answers say so. After a failure, `stop` must be called too,
   * because the gateway may have a session.
   *
   * @throws {FloorwalkerError} config-invalid if Slack refuses a token, or the port is not available
   */
  start(): Promise<StartOutcome>;
  /** Finishes accepted work, signs out and closes. May be called while `start` runs and after it failed. */
  stop(): Promise<void>;
  /** Signs out of the gateway and does nothing else, for a process that ends because of an uncaught error. */
  signOut(): Promise<void>;
  /** The port for health checks and, in HTTP mode, Slack's requests; `null` if none is open. */
  port(): number | null;
}

/** Timeout of running answers at a stop: with the sign-out it fits into the ten seconds of a stop. */
const DRAIN_TIMEOUT_MS = 6_000;
/** Latest start of the sign-out. An open session would make the next start wait for two minutes. */
const SIGN_OUT_AFTER_MS = 7_000;

/** Timeout of one post, which together with the sign-out fits into the ten seconds of a stop. */
const POST_TIMEOUT_MS = 6_000;

/** The composition root: builds every part and connects them. It has no logic. */
export function createApp(config: Config, dependencies: Dependencies): App {
  const { clock, logger, timing = {} } = dependencies;
  // Several processes may share one PostgreSQL; a SQLite file belongs to one process.
  const isShared = !config.databaseUrl.startsWith('sqlite:');
  const database = createDatabase({
    url: config.databaseUrl,
    clock,
    logger: logger.child({ part: 'storage' }),
    waitMs: timing.databaseWaitMs,
  });
  const { db } = database;
  /** Logs failures of the database at debug level, because `storage-record.ts` logs each of them once. */
  const quiet = createQuietLogger(logger, database.hasFailed);
  const slackLogger = logger.child({ part: 'slack' });
  const summaryLogger = quiet.child({ part: 'summaries' });

  const client = createSlackClient({
    ...config.slack,
    quickTimeoutMs: timing.quickTimeoutMs,
    clock,
    logger: slackLogger,
    ...(dependencies.fetch === undefined ? {} : { fetch: dependencies.fetch }),
  });
  const directory = createSlackDirectory({ client, clock });
  const poster = createSlackPoster({
    ...client,
    channels: createSlackChannels({ client }),
    logger: slackLogger,
  });
  const leader = isShared
    ? createPostgresLeader({ url: config.databaseUrl, clock, logger: summaryLogger, onChange: setLeading })
    : createSoleLeader({ onChange: setLeading });
  const engine = createJobEngine({
    ...database,
    url: config.databaseUrl,
    clock,
    logger: summaryLogger,
    ...timing.summaries,
  });
  const runner = createDeliveryRunner({
    db,
    engine,
    poster,
    latePolicy: config.latePolicy,
    clock,
    random: Math.random,
    logger: summaryLogger,
    timing: { postMs: POST_TIMEOUT_MS, ...timing.summaries?.delivery },
    postRate: timing.summaries?.postRate,
  });
  const centre = createCentre({
    config,
    database,
    leader,
    isShared,
    engine,
    runner,
    people: directory,
    channels: poster,
    renderersOf: (parts) => createDeliveryRenderers({ ...parts, clock }),
    ownersMs: timing.summaries?.delivery?.ownersMs,
    clock,
    logger,
    databaseLogger: quiet,
    timing,
  });
  const centres = [{ ...centre, sampling: samplingOf(centre) }] as const;
  const access = createAccessPolicy({ ...config.access, directory, logger: slackLogger });
  const background = createBackground({
    database,
    binding: client.identified.then(({ teamId }) => ({
      workspace: teamId,
      centre: centres.map(({ id }) => id).join(' '),
    })),
    deliveries: runner,
    centres,
    leader,
    logger: summaryLogger,
  });

  const healthListener = createHealthListener(async () => ({
    version: VERSION,
    ready: slack.health().connected,
    connections: centres.flatMap((centre) => centre.connections()),
    slack: { ...slack.health(), unreadableGroups: directory.unreadableGroups() },
    history: await historyHealth(),
  }));
  const seen = createSeenRepository({ db, clock });
  const slack: SlackApp = createSlackApp({
    connection:
      config.slack.mode === 'socket'
        ? config.slack
        : { ...config.slack, address: config.listen, fallback: healthListener },
    client,
    access,
    centres,
    seen: {
      claim: (key, lifetimeMs) => database.within(DATABASE_WAIT_MS.short, () => seen.claim(key, lifetimeMs)),
      release: (key) => database.within(DATABASE_WAIT_MS.short, () => seen.release(key)),
    },
    clock,
    logger: slackLogger,
    drainMs: DRAIN_TIMEOUT_MS,
    allowance: timing.allowance,
    pongTimeoutMs: timing.pongTimeoutMs,
  });
  // In HTTP mode health shares Slack's port; in socket mode it has the port to itself.
  const health =
    config.slack.mode === 'socket'
      ? createHttpServer({ server: createServer(healthListener), address: config.listen, logger })
      : undefined;
  let ending: Promise<void> | undefined;

  return {
    start,
    stop: () => (ending ??= stop()),
    signOut,
    port: () => (health ?? slack).port(),
  };

  async function start(): Promise<StartOutcome> {
    if (ending !== undefined) return 'stopped';
    // Two bots on one file would both hold the gateway session and sample.
    database.claim();
    // Opened first, so that no gateway session is opened if the port is not available.
    await health?.open();
    // A single process does not wait for its database. Of several processes, the leader holds the session.
    if (!isShared) for (const { session } of centres) session?.start();
    // Started concurrently, so that a database that does not answer delays nothing else.
    const [outcome] = await Promise.all([slack.start(), background.start()]);
    if (outcome === 'stopped' || ending !== undefined) return 'stopped';
    logger.info(
      { version: VERSION, mode: config.slack.mode, port: (health ?? slack).port() },
      'Floorwalker answers',
    );
    void checkGroups({ ...config.access, directory, logger: slackLogger });
    return outcome;
  }

  async function stop(): Promise<void> {
    const finished = Promise.all([slack.stop(), background.stop()]);
    try {
      await withTimeout(finished, SIGN_OUT_AFTER_MS);
    } finally {
      await signOut();
    }
    await finished;
    await Promise.all(centres.map((centre) => centre.stopSharing()));
    // Another process may lead only after this one has signed out.
    await leader.stop();
    await Promise.all([database.close(), ...centres.map((centre) => centre.close()), health?.close()]);
  }

  async function signOut(): Promise<void> {
    await Promise.all(centres.map(async ({ session }) => session?.stop()));
  }

  function samplingOf({ queries, history, queueSets, timeZone }: Centre) {
    return createSampling({
      floor: queries.internal,
      samples: history.samples,
      observers: [
        { name: 'upkeep', observe: createUpkeep({ ...history, queueSets, logger: summaryLogger }) },
        {
          name: 'calls',
          observe: createCallCollector({
            calls: history.calls,
            readCounters: (agentIds) => queries.internal.counters(agentIds),
            zone: timeZone,
          }),
        },
      ],
      sampleSeconds: config.sampleSeconds,
      mayRecord: () => leader.isLeader(),
      clock,
      logger: summaryLogger,
    });
  }

  /** A function declaration, because the leader is created before the background task. */
  function setLeading(leads: boolean): void {
    background.setLeading(leads);
  }

  async function historyHealth() {
    const { state, ...storage } = database.health();
    return {
      database: state,
      storage,
      leads: leader.isLeader(),
      samples: centres.map(({ id, sampling }) => ({ centre: id, sampler: sampling.health() })),
      deliveries: await runner.load(),
    };
  }
}
