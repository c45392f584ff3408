import type { Clock } from './clock.ts';
import type { Leader } from './cluster/leader.ts';
import { createSessionStore } from './cluster/session-store.ts';
import { createSharedSnapshot } from './cluster/shared-snapshot.ts';
import { createSnapshotStore } from './cluster/snapshot-store.ts';
import type { Config } from './configuration/config.ts';
import { createCmsClient } from './contact-center/cms/cms-client.ts';
import type { CmsRateLimiterOptions } from './contact-center/cms/cms-rate-limiter.ts';
import { cmsReport, gatewayReport } from './contact-center/connection-report.ts';
import { createGatewayClient } from './contact-center/gateway/gateway-client.ts';
import type { GatewayRateLimiterOptions } from './contact-center/gateway/gateway-rate-limiter.ts';
import { createSessionReplication } from './contact-center/gateway/session-replication.ts';
import type { SessionTiming } from './contact-center/gateway/session-timing.ts';
import { createDispatcher } from './contact-center/http/dispatcher.ts';
import { createUpstreamClient, type UpstreamClient } from './contact-center/http/upstream-client.ts';
import type { Person } from './domain/access/requester.ts';
import type { Calendar } from './domain/calendar/calendar.ts';
import type { ConnectionHealth } from './domain/floor/connection-health.ts';
import type { Fact, Upstream } from './domain/floor/fact.ts';
import type { QueueId } from './domain/floor/snapshot.ts';
import { createCallRepository } from './history/call-repository.ts';
import { createFloorHistory } from './history/floor-history.ts';
import { createQuarterRepository } from './history/quarter-repository.ts';
import { createSampleRepository } from './history/sample-repository.ts';
import type { Logger } from './logger.ts';
import type { QueryTiming } from './queries/facts-options.ts';
import { createQueryService } from './queries/query-service.ts';
import type { AppDatabase } from './storage/database.ts';
import { DATABASE_WAIT_MS } from './storage/database-guard.ts';
import { createFavouriteRepository } from './storage/favourite-repository.ts';
import { createSummaries, type SummariesOptions } from './summaries/create-summaries.ts';
import {
  createSubscriptionService,
  type SubscriptionServiceOptions,
} from './summaries/management/subscription-service.ts';
import { createDayReports, type DayReports } from './summaries/reports/day-report.ts';
import { createReportService } from './summaries/reports/report-service.ts';

export interface CentreTiming {
  readonly queries?: Partial<QueryTiming>;
  readonly session?: Partial<SessionTiming>;
  readonly gatewayRateLimit?: GatewayRateLimiterOptions;
  readonly cmsRateLimit?: CmsRateLimiterOptions;
  /** Duration of the open circuit breaker, milliseconds. */
  readonly pauseMs?: number;
  /** Interval at which processes share the gateway's session, milliseconds. */
  readonly shareMs?: number;
}

export interface CentreOptions<Message>
  extends Pick<SummariesOptions<Message>, 'runner' | 'engine' | 'people' | 'ownersMs'>,
    Pick<SubscriptionServiceOptions, 'channels'> {
  readonly config: Config;
  readonly database: Pick<AppDatabase, 'db' | 'within'>;
  readonly leader: Pick<Leader, 'isLeader'>;
  /** Makes the renderers of the centre's deliveries. */
  readonly renderersOf: (centre: {
    readonly reports: DayReports;
    readonly calendar: Calendar;
  }) => SummariesOptions<Message>['renderers'];
  /** True if several processes may use the database. They share the gateway session and snapshots. */
  readonly isShared: boolean;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Logger of the parts that use the database. It logs failures of the database at debug level only. */
  readonly databaseLogger: Logger;
  readonly timing: CentreTiming;
}

export type Centre = ReturnType<typeof createCentre>;

/** Creates one contact centre (a VDN): connections, queries, history, reports, subscriptions and background work. */
export function createCentre<Message>(options: CentreOptions<Message>) {
  const { config, database, leader, isShared, clock, logger, databaseLogger, timing } = options;
  const { db, within } = database;
  const leads = () => leader.isLeader();
  const summaryLogger = databaseLogger.child({ part: 'summaries' });
  const { centre, timeZone, calendar } = config;
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
      rateLimit: timing.gatewayRateLimit,
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
      rateLimit: timing.cmsRateLimit,
    });
  const shared =
    gateway?.shared &&
    createSharedSnapshot({
      ask: (ask) => gateway.snapshot(ask),
      session: gateway.shared,
      store: createSnapshotStore({ db, centre }),
      clock,
      logger: databaseLogger.child({ part: 'gateway' }),
    });
  const queries = createQueryService({
    gateway: gateway && { ...gateway, ...(shared && { snapshot: (ask) => shared.snapshot(ask) }) },
    cms,
    ownAgentId: config.gateway?.agent.agentId,
    queueNames: config.queueNames,
    clock,
    logger: logger.child({ part: 'queries' }),
    timing: timing.queries,
  });
  const history = {
    samples: createSampleRepository({ db, centre, logger: databaseLogger }),
    quarters: createQuarterRepository({ db, centre, logger: databaseLogger }),
    calls: createCallRepository({ db, centre }),
  };
  const reports = createDayReports({
    centre,
    source: createFloorHistory(history),
    queueNames: async () => namesIn(await queries.internal.queues()),
    calendar,
    timeZone,
    sampleSeconds: config.sampleSeconds,
    clock,
  });

  const favourites = createFavouriteRepository({ db, centre, clock });
  const { queueSets, ownerCheck, workspaceEvents, ...summaries } = createSummaries({
    ...options,
    db,
    centre,
    calendar,
    latePolicy: config.latePolicy,
    renderers: options.renderersOf({ reports, calendar }),
    leads,
    logger: summaryLogger,
  });
  const forPeople = {
    ...options,
    ...summaries,
    within,
    queues: () => queries.internal.queues(),
    reports,
    timeZone,
    logger: summaryLogger,
  };

  return {
    /** `<CC_ID>-<VDN_ID>`. */
    id: centre,
    timeZone,
    queries,
    favourites: {
      of: (person: Person) => within(DATABASE_WAIT_MS.short, () => favourites.of(person)),
      choose: (person: Person, queues: readonly QueueId[]) =>
        within(DATABASE_WAIT_MS.short, () => favourites.choose(person, queues)),
    },
    reports: createReportService(forPeople),
    subscriptions: createSubscriptionService(forPeople),
    workspaceEvents,
    ownerCheck,
    /** `undefined` if no gateway is configured. */
    session: gateway?.session,
    /** Replicates the gateway session between processes, if there are several. */
    replication:
      gateway?.shared &&
      createSessionReplication({
        session: gateway.shared,
        store: createSessionStore({ db, centre, clock }),
        mayWrite: leads,
        clock,
        logger: summaryLogger,
        everyMs: timing.shareMs,
      }),
    history,
    /** Sets of queues whose figures are rolled up as one. */
    queueSets,
    connections: (): ConnectionHealth[] => [
      ...(gateway && gatewayHttp
        ? [gatewayReport(gateway.session.state.health(), gatewayHttp.health())]
        : []),
      ...(cmsHttp ? [cmsReport(cmsHttp.health(), queries.internal.vdnsDiffer())] : []),
    ],
    /** Removes the shared snapshot, because it has names. */
    stopSharing: async () => shared?.stop(),
    async close(): Promise<void> {
      await Promise.all([gatewayHttp?.close(), cmsHttp?.close()]);
    },
  };

  function createUpstream(
    name: Upstream,
    upstream: { origin: string; ca: string | undefined },
  ): UpstreamClient {
    return createUpstreamClient({
      name,
      dispatcher: createDispatcher(upstream.origin, upstream.ca),
      clock,
      logger: logger.child({ part: 'contact-center' }),
      ...(timing.pauseMs === undefined ? {} : { pauseMs: timing.pauseMs }),
    });
  }
}

function namesIn(
  queues: Fact<readonly { readonly id: number; readonly name: string | null }[]>,
): ReadonlyMap<number, string> {
  if (queues.kind !== 'known') return new Map();
  return new Map(queues.value.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])));
}
