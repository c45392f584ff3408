import { createServer } from 'node:http';
import type { Clock } from './clock.ts';
import { createSharedSnapshot } from './cluster/shared-snapshot.ts';
import { createSnapshotBoard } from './cluster/snapshot-board.ts';
import type { Config } from './configuration/config.ts';
import { createCmsClient } from './contact-center/cms/cms-client.ts';
import type { CmsPaceOptions } from './contact-center/cms/cms-pace.ts';
import { cmsReport, gatewayReport } from './contact-center/connection-report.ts';
import { createGatewayClient } from './contact-center/gateway/gateway-client.ts';
import type { GatewayPaceOptions } from './contact-center/gateway/gateway-pace.ts';
import type { SessionTiming } from './contact-center/gateway/session-timing.ts';
import { createDispatcher } from './contact-center/http/dispatcher.ts';
import { createUpstreamClient, type UpstreamClient } from './contact-center/http/upstream-client.ts';
import type { ConnectionHealth } from './domain/floor/connection-health.ts';
import type { Upstream } from './domain/floor/fact.ts';
import { createListening } from './http-server.ts';
import type { Logger } from './logger.ts';
import { createHealthListener } from './observability/health.ts';
import { createQuietLogger } from './observability/quiet-logger.ts';
import { VERSION } from './observability/version.ts';
import { createQueryService, type QueryTiming } from './queries/query-service.ts';
import { createRights } from './queries/rights.ts';
import { createSummaryComposer } from './slack/answers/summary-composer.ts';
import type { AllowanceLimits } from './slack/questions/allowance.ts';
import { createSlackApp, type SlackApp, type StartOutcome } from './slack/slack-app.ts';
import { checkGroups } from './slack/web-api/check-groups.ts';
import { createSlackChannels } from './slack/web-api/slack-channels.ts';
import { createSlackClient } from './slack/web-api/slack-client.ts';
import { createSlackDirectory } from './slack/web-api/slack-directory.ts';
import { createSlackPoster } from './slack/web-api/slack-poster.ts';
import { createFavouriteRepository } from './storage/favourite-repository.ts';
import { createSeenRepository } from './storage/seen-repository.ts';
import { createStorage } from './storage/storage.ts';
import { StoredParts, type StoredTiming } from './stored-parts.ts';
import { createSummaryDesk } from './summaries/summary-desk.ts';
import { withTimeout } from './time.ts';

/** What the process gives, and what a test may want otherwise. */
export interface Surroundings {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly fetch?: typeof globalThis.fetch;
  readonly timing?: {
    readonly queries?: Partial<QueryTiming>;
    readonly session?: Partial<SessionTiming>;
    readonly pace?: GatewayPaceOptions;
    readonly cmsPace?: CmsPaceOptions;
    readonly allowance?: AllowanceLimits;
    readonly stored?: StoredTiming;
    /** How long an upstream that keeps failing is left alone, milliseconds. */
    readonly pauseMs?: number;
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

/** The composition root: makes every part and hands each what it needs. No logic lives here. */
export function createFloorwalker(config: Config, surroundings: Surroundings): Floorwalker {
  const { clock, logger, timing = {} } = surroundings;
  // On SQLite there is one process.
  const isShared = !config.databaseUrl.startsWith('sqlite:');
  const gatewayHttp = config.gateway && createUpstream('CC-Gateway', config.gateway);
  const gateway =
    config.gateway &&
    gatewayHttp &&
    createGatewayClient({
      client: gatewayHttp,
      agent: config.gateway.agent,
      clock,
      logger: logger.child({ part: 'gateway' }),
      isShared,
      pace: timing.pace,
      timing: timing.session,
    });
  const cmsHttp = config.cms && createUpstream('CC-CMS', config.cms);
  const cms =
    config.cms &&
    cmsHttp &&
    createCmsClient({
      ...config.cms,
      client: cmsHttp,
      clock,
      host: new URL(config.cms.origin).host,
      pace: timing.cmsPace,
    });

  const slackLogger = logger.child({ part: 'slack' });
  const client = createSlackClient({
    ...config.slack,
    clock,
    logger: slackLogger,
    ...(surroundings.fetch === undefined ? {} : { fetch: surroundings.fetch }),
  });
  const storage = createStorage({
    url: config.databaseUrl,
    binding: client.identified.then(({ teamId }) => ({ workspace: teamId, centre: config.centre })),
    clock,
    logger: logger.child({ part: 'storage' }),
  });
  /** Of the database its own lines tell: once when it fails, once when it works again. */
  const quiet = createQuietLogger(logger, storage.hasFailed);
  const directory = createSlackDirectory({ client, clock });
  const shared =
    gateway && isShared
      ? createSharedSnapshot({
          ask: (ask) => gateway.snapshot(ask),
          leads: () => gateway.holdsSession(),
          board: createSnapshotBoard({ storage }),
          clock,
          logger: quiet.child({ part: 'gateway' }),
        })
      : undefined;
  const queries = createQueryService({
    gateway: gateway && { ...gateway, ...(shared && { snapshot: (ask) => shared.snapshot(ask) }) },
    cms,
    ownAgentId: config.gateway?.agent.agentId,
    queueNames: config.queueNames,
    directory,
    supervisors: config.supervisors,
    clock,
    logger: logger.child({ part: 'queries' }),
    timing: timing.queries,
  });

  const poster = createSlackPoster({
    ...client,
    channels: createSlackChannels({ client }),
    logger: slackLogger,
  });
  const stored = new StoredParts({
    storage,
    url: config.databaseUrl,
    sampleSeconds: config.sampleSeconds,
    timeZone: config.timeZone,
    calendar: config.calendar,
    latePolicy: config.latePolicy,
    queries,
    poster,
    people: directory,
    composer: ({ reports }) => createSummaryComposer({ reports, clock }),
    session: gateway,
    onLead: (leads) => {
      if (leads) gateway?.start();
      else void gateway?.release();
    },
    clock,
    logger: quiet.child({ part: 'summaries' }),
    timing: timing.stored,
  });
  const desk = createSummaryDesk({
    rights: createRights({ supervisors: config.supervisors, directory, logger: slackLogger }),
    stored: () => stored.parts(),
    within: storage.within,
    queues: () => queries.own.queues(),
    channels: poster,
    timeZone: config.timeZone,
    clock,
    logger: quiet.child({ part: 'summaries' }),
  });

  const healthListener = createHealthListener(async () => ({
    version: VERSION,
    ready: slack.health().connected,
    connections: connections(),
    slack: { ...slack.health(), unreadableGroups: directory.unreadableGroups() },
    history: await stored.health(),
  }));
  const slack: SlackApp = createSlackApp({
    connection:
      config.slack.mode === 'socket'
        ? config.slack
        : { ...config.slack, address: config.listen, fallback: healthListener },
    client,
    queries,
    favourites: createFavouriteRepository({ storage, clock }),
    desk,
    seen: createSeenRepository({ storage, clock }),
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
    storage.claim();
    // Before the rest, so that a port that is taken costs no session.
    await health?.open();
    // One process alone need not wait for its database; of several, whoever leads holds the session.
    if (!isShared) gateway?.start();
    // Side by side: a database that does not answer keeps nobody waiting.
    const [outcome] = await Promise.all([slack.start(), stored.start()]);
    if (outcome === 'stopped' || ending !== undefined) return 'stopped';
    logger.info(
      { version: VERSION, mode: config.slack.mode, port: (health ?? slack).port() },
      'Floorwalker answers',
    );
    void checkGroups({ directory, supervisors: config.supervisors, logger: slackLogger });
    return outcome;
  }

  async function stop(): Promise<void> {
    const finished = Promise.all([slack.stop(), stored.stop()]);
    try {
      await withTimeout(finished, FINISH_MS);
    } finally {
      await gateway?.stop();
    }
    await finished;
    await shared?.stop();
    await stored.release();
    await Promise.all([storage.close(), gatewayHttp?.close(), cmsHttp?.close(), health?.close()]);
  }

  function createUpstream(
    name: Upstream,
    upstream: { origin: string; ca: string | undefined },
  ): UpstreamClient {
    const dispatcher = createDispatcher(upstream.origin, upstream.ca);
    return createUpstreamClient({
      name,
      dispatcher,
      clock,
      logger: logger.child({ part: 'contact-center' }),
      ...(timing.pauseMs === undefined ? {} : { pauseMs: timing.pauseMs }),
    });
  }

  function connections(): ConnectionHealth[] {
    return [
      ...(gateway && gatewayHttp ? [gatewayReport(gateway.health(), gatewayHttp.health())] : []),
      ...(cmsHttp ? [cmsReport(cmsHttp.health(), queries.own.vdnsDiffer())] : []),
    ];
  }
}
