import { createServer } from 'node:http';
import { createAccessPolicy } from './authorization/access-policy.ts';
import { createBackground } from './background.ts';
import { type CentreTiming, createCentre } from './centre.ts';
import type { Clock } from './clock.ts';
import { createPostgresLeader, createSoleLeader } from './cluster/leader.ts';
import { createSessionStore } from './cluster/session-store.ts';
import type { Config } from './configuration/config.ts';
import { createSessionSharing } from './contact-center/gateway/session-sharing.ts';
import { createCallCollector } from './history/call-collector.ts';
import { createSampling } from './history/sampling.ts';
import { createUpkeep } from './history/upkeep.ts';
import { createListening } from './http-server.ts';
import type { Logger } from './logger.ts';
import { createHealthListener } from './observability/health.ts';
import { createQuietLogger } from './observability/quiet-logger.ts';
import { VERSION } from './observability/version.ts';
import { createDeliveryRenderers } from './slack/answers/delivery-renderers.ts';
import type { AllowanceLimits } from './slack/questions/allowance.ts';
import { createSlackApp, type SlackApp, type StartOutcome } from './slack/slack-app.ts';
import { checkGroups } from './slack/web-api/check-groups.ts';
import { createSlackChannels } from './slack/web-api/slack-channels.ts';
import { createSlackClient } from './slack/web-api/slack-client.ts';
import { createSlackDirectory } from './slack/web-api/slack-directory.ts';
import { createSlackPoster } from './slack/web-api/slack-poster.ts';
import { createDatabase } from './storage/database.ts';
import { createFavouriteRepository } from './storage/favourite-repository.ts';
import { createSeenRepository } from './storage/seen-repository.ts';
import { createJobEngine, type JobEngineOptions } from './summaries/create-job-engine.ts';
import { createDeliveryLoad } from './summaries/delivery-load.ts';
import { createDeliveryService, type DeliveryTiming } from './summaries/delivery-service.ts';
import type { PacerLimits } from './summaries/pacer.ts';
import { createReportService } from './summaries/report-service.ts';
import { createSubscriptionService } from './summaries/subscription-service.ts';
import { withTimeout } from './time.ts';

/** What the process gives, and what a test may want otherwise. */
export interface Dependencies {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly fetch?: typeof globalThis.fetch;
  readonly timing?: CentreTiming & {
    readonly allowance?: AllowanceLimits;
    readonly summaries?: Pick<JobEngineOptions, 'leaseMs' | 'superviseSeconds'> & {
      readonly delivery?: Partial<DeliveryTiming>;
      readonly pace?: Partial<PacerLimits>;
    };
    /** Interval at which processes share the gateway's session, milliseconds. */
    readonly shareMs?: number;
  };
}

export interface Floorwalker {
  /**
   * Resolves with `answering` once Slack's commands are answered, or with `stopped` once `stop` was called before that.
   * The contact centre may still be on its way: answers say so. After a failure call `stop` as well: the gateway may have a session by then.
   * @throws {FloorwalkerError} `config-invalid` where Slack does not take a token, or the port cannot be had
   */
  start(): Promise<StartOutcome>;
  /** Takes no more work, finishes what was accepted, signs out, closes; also where `start` is not done or has failed. */
  stop(): Promise<void>;
  /** Signs out at the gateway and does nothing else: for a process that ends because of an error that nothing caught. */
  signOut(): Promise<void>;
  /** The port that is listened on: health, and in HTTP mode Slack's requests. */
  port(): number | null;
}

/** Longer than any question takes, and with the sign-out after it still within the ten seconds that a stop may last. */
const DRAIN_MS = 6_000;
/** The last moment to sign out within them, whatever hangs: a session left open keeps the next start waiting for 2 minutes. */
const FINISH_MS = 7_000;

/** Time for one post, within the ten seconds that a stop may last, sign-out at the gateway included. */
const POST_MS = 6_000;
/** How long people wait for what the database remembers of them. Several such waits may stand behind one answer. */
const DATABASE_WAIT_MS = 1_000;

/** The composition root: makes every part and hands each what it needs. No logic lives here. */
export function createFloorwalker(config: Config, surroundings: Dependencies): Floorwalker {
  const { clock, logger, timing = {} } = surroundings;
  // Several processes may share one PostgreSQL; a SQLite file belongs to one process.
  const isShared = !config.databaseUrl.startsWith('sqlite:');
  const database = createDatabase({
    url: config.databaseUrl,
    clock,
    logger: logger.child({ part: 'storage' }),
  });
  const { db } = database;
  /** The database's own log lines tell of its failures: once when it fails, once when it works again. */
  const quiet = createQuietLogger(logger, database.hasFailed);
  const slackLogger = logger.child({ part: 'slack' });
  const summaryLogger = quiet.child({ part: 'summaries' });

  const client = createSlackClient({
    ...config.slack,
    clock,
    logger: slackLogger,
    ...(surroundings.fetch === undefined ? {} : { fetch: surroundings.fetch }),
  });
  const directory = createSlackDirectory({ client, clock });
  const poster = createSlackPoster({
    ...client,
    channels: createSlackChannels({ client }),
    logger: slackLogger,
  });
  const centre = createCentre({
    config,
    db,
    isShared,
    clock,
    logger,
    databaseLogger: quiet,
    timing,
  });
  const { gateway, queries, history, reports, connections } = centre;

  const leader = isShared
    ? createPostgresLeader({ url: config.databaseUrl, clock, logger: summaryLogger, onChange: setLeading })
    : createSoleLeader({ onChange: setLeading });
  const deliveries = createDeliveryService({
    db,
    engine: createJobEngine({
      ...database,
      url: config.databaseUrl,
      clock,
      logger: summaryLogger,
      ...timing.summaries,
    }),
    renderers: createDeliveryRenderers({ reports, calendar: config.calendar, clock }),
    poster,
    people: directory,
    leads: () => leader.isLeader(),
    calendar: config.calendar,
    latePolicy: config.latePolicy,
    clock,
    random: Math.random,
    logger: summaryLogger,
    timing: { postMs: POST_MS, ...timing.summaries?.delivery },
    ...(timing.summaries?.pace === undefined ? {} : { pace: timing.summaries.pace }),
  });
  const access = createAccessPolicy({ supervisors: config.supervisors, directory, logger: slackLogger });
  const forPeople = {
    within: database.within,
    queues: () => queries.own.queues(),
    timeZone: config.timeZone,
    clock,
    logger: summaryLogger,
  };

  const upkeep = createUpkeep({ ...history, queueSets: () => deliveries.queueSets(), logger: summaryLogger });
  const collectCalls = createCallCollector({
    calls: history.calls,
    readCounters: (agentIds) => queries.own.counters(agentIds),
    zone: config.timeZone,
  });
  const sampling = createSampling({
    floor: queries.own,
    samples: history.samples,
    observers: [
      { name: 'upkeep', observe: upkeep },
      { name: 'calls', observe: collectCalls },
    ],
    sampleSeconds: config.sampleSeconds,
    mayRecord: () => leader.isLeader(),
    clock,
    logger: summaryLogger,
  });
  const background = createBackground({
    database,
    binding: client.identified.then(({ teamId }) => ({ workspace: teamId, centre: centre.id })),
    deliveries,
    sampling,
    leader,
    session: gateway,
    replication:
      gateway && isShared
        ? createSessionSharing({
            session: gateway,
            store: createSessionStore({ db, centre: centre.id, clock }),
            mayWrite: () => leader.isLeader(),
            clock,
            logger: summaryLogger,
            everyMs: timing.shareMs,
          })
        : undefined,
    logger: summaryLogger,
  });
  const deliveryLoad = createDeliveryLoad(() => deliveries.load());

  const healthListener = createHealthListener(async () => ({
    version: VERSION,
    ready: slack.health().connected,
    connections: connections(),
    slack: { ...slack.health(), unreadableGroups: directory.unreadableGroups() },
    history: await historyHealth(),
  }));
  const favourites = createFavouriteRepository({ db, centre: centre.id, clock });
  const seen = createSeenRepository({ db, clock });
  const slack: SlackApp = createSlackApp({
    connection:
      config.slack.mode === 'socket'
        ? config.slack
        : { ...config.slack, address: config.listen, fallback: healthListener },
    client,
    access,
    queries,
    favourites: {
      of: (person) => database.within(DATABASE_WAIT_MS, () => favourites.of(person)),
      choose: (person, queues) => database.within(DATABASE_WAIT_MS, () => favourites.choose(person, queues)),
    },
    reports: createReportService({ ...forPeople, reports }),
    subscriptions: createSubscriptionService({ ...forPeople, deliveries, channels: poster }),
    seen: {
      claim: (key, keptMs) => database.within(DATABASE_WAIT_MS, () => seen.claim(key, keptMs)),
      release: (key) => database.within(DATABASE_WAIT_MS, () => seen.release(key)),
    },
    connections,
    timeZone: config.timeZone,
    clock,
    logger: slackLogger,
    drainMs: DRAIN_MS,
    allowance: timing.allowance,
  });
  // In HTTP mode health shares Slack's port; in socket mode it has the port to itself.
  const health =
    config.slack.mode === 'socket'
      ? createListening({ server: createServer(healthListener), address: config.listen, logger })
      : undefined;
  let ending: Promise<void> | undefined;

  return {
    start,
    stop: () => (ending ??= stop()),
    signOut: async () => gateway?.stop(),
    port: () => (health ?? slack).port(),
  };

  async function start(): Promise<StartOutcome> {
    if (ending !== undefined) return 'stopped';
    // Two bots on one file would both ask for the gateway's session and both sample.
    database.claim();
    // Before the rest, so that a port that is taken costs no session.
    await health?.open();
    // One process alone need not wait for its database; of several, whoever leads holds the session.
    if (!isShared) gateway?.start();
    // Side by side: a database that does not answer keeps nobody waiting.
    const [outcome] = await Promise.all([slack.start(), background.start()]);
    if (outcome === 'stopped' || ending !== undefined) return 'stopped';
    logger.info(
      { version: VERSION, mode: config.slack.mode, port: (health ?? slack).port() },
      'Floorwalker answers',
    );
    void checkGroups({ directory, supervisors: config.supervisors, logger: slackLogger });
    return outcome;
  }

  async function stop(): Promise<void> {
    const finished = Promise.all([slack.stop(), background.stop()]);
    try {
      await withTimeout(finished, FINISH_MS);
    } finally {
      await gateway?.stop();
    }
    await finished;
    await centre.stopSharing();
    // Another process may lead only once this one has signed out at the gateway.
    await leader.stop();
    await Promise.all([database.close(), centre.close(), health?.close()]);
  }

  /** The leader is made before the background task that it tells. */
  function setLeading(leads: boolean): void {
    background.setLeading(leads);
  }

  async function historyHealth() {
    const { state, ...storage } = database.health();
    return {
      database: state,
      storage,
      leads: leader.isLeader(),
      samples: sampling.health(),
      deliveries: await deliveryLoad(),
    };
  }
}
