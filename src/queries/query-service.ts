import type { AgentAccess, GrantedAccess } from '../domain/access/access.ts';
import type { AgentView } from '../domain/commands/agent-command.ts';
import { findQueue } from '../domain/commands/queue-command.ts';
import type { AgentId } from '../domain/floor/agent-id.ts';
import type { Fact } from '../domain/floor/fact.ts';
import type { AgentOnFloor, QueueId, Snapshot } from '../domain/floor/snapshot.ts';
import type { Logger } from '../logger.ts';
import { withTimeout } from '../time.ts';
import type { AgentCard, PartFact } from './answers.ts';
import { createCounters } from './counters.ts';
import { createFacts } from './facts.ts';
import { type FactsOptions, QUERY_TIMING, type QueryTiming } from './facts-options.ts';
import { createFloorViewer, type FloorView } from './floor-view.ts';
import { createVdnCheck } from './vdn-check.ts';

export interface QueryService extends ReturnType<typeof createQueryService> {}

export interface QueryServiceOptions extends Pick<FactsOptions, 'gateway' | 'cms' | 'clock'> {
  readonly ownAgentId?: number | undefined;
  readonly queueNames?: ReadonlyMap<QueueId, string> | undefined;
  readonly logger: Logger;
  readonly timing?: Partial<QueryTiming> | undefined;
}

/**
 * Answers queries about the floor for commands, buttons, shortcuts and App Home. It selects the upstream and the next
 * one if that fails, and caches values. Each query takes the kind of access that it requires, so a query without the
 * right does not compile. Queries resolve within the time budget and never reject: failures are part of the facts.
 */
export function createQueryService(options: QueryServiceOptions) {
  const { gateway, cms, ownAgentId, queueNames = new Map(), clock } = options;
  const timing = { ...QUERY_TIMING, ...options.timing };
  const facts = createFacts({ gateway, cms, ownAgentId, queueNames, clock, timing });
  const viewOf = createFloorViewer();
  const vdn = createVdnCheck({
    roster: (urgency) => facts.roster(urgency),
    timeoutMs: timing.hedgeAfterMs,
    clock,
    logger: options.logger,
  });

  return {
    /**
     * Returns the floor and its queues, and its agents if the access includes single agents.
     *
     * @param wanted the name or number of a requested queue, so that names are read again if it is missing
     */
    async floorView(access: GrantedAccess, wanted?: string): Promise<FloorView> {
      const [snapshot, names, waits, totals] = await Promise.all([
        facts.snapshot(),
        facts.names(),
        facts.waits(),
        facts.floorTotals(),
      ]);
      vdn.checkTotals(snapshot, totals);
      const found = { ...access, snapshot, names, waits, totals, queueNames };
      const view = viewOf(found);
      if (!lacksQueue(view, wanted)) return view;
      const newer = await withTimeout(facts.newNames(), timing.hedgeAfterMs);
      return newer?.kind === 'known' ? viewOf({ ...found, names: newer }) : view;
    },

    async agent(_access: AgentAccess, agentId: AgentId, view: AgentView): Promise<AgentCard> {
      const state = facts.state(agentId);
      const wants = (part: AgentView) => view === part || view === 'card';
      const [known, callCount, callIds, statistics] = await Promise.all([
        state,
        wants('calls') ? facts.callCount(agentId) : null,
        view === 'calls' ? facts.callIds(agentId) : null,
        wants('stats') ? facts.statistics(agentId, state) : null,
      ]);
      const card = {
        agentId,
        state: known,
        callCount: callCount && asPart(callCount),
        callIds: callIds && asPart(callIds),
        statistics: statistics && asPart(statistics),
        queueNames: servesQueues(known) ? facts.namesAtHand() : NO_NAMES,
      };
      if (known.kind === 'unknown-agent')
        return { ...card, callCount: null, callIds: null, statistics: null };
      // A signed-out agent has no active calls; the statistics of the day are still shown.
      if (known.kind === 'signed-out') return { ...card, callCount: null, callIds: null };
      return vdn.check(card);
    },

    /** Returns all queues, for menus. The names are cached, so it may be called for each typed letter. */
    queues: (_access: GrantedAccess) => facts.queues(),
    /** Queries without access control, for history and summaries. Never show their results to a person unfiltered. */
    internal: {
      async snapshot(): Promise<Fact<Snapshot>> {
        const snapshot = await facts.snapshot('background');
        // The sample does not wait for this check; `roster` resolves with `undefined` if the CMS fails.
        vdn.checkSample(snapshot).catch(() => undefined);
        return snapshot;
      },
      queues: () => facts.queues(),
      /** @throws {FloorwalkerError} upstream-* if the connection that has the counters does not answer */
      counters: createCounters(cms),
      /** True if the CMS lacks agents that the gateway shows: the two are set to different VDNs. */
      vdnsDiffer: () => vdn.differs(),
    },
  };
}

/** True if a requested queue, or its name, is missing: names are read rarely, and the queue may be new. */
function lacksQueue({ now, names }: FloorView, wanted: string | undefined): boolean {
  if (now.kind !== 'known' || names.kind !== 'known') return false;
  const { queues } = now.value;
  if (queues.some(({ name }) => name === null)) return true;
  return wanted !== undefined && findQueue(wanted, queues).kind === 'none';
}

const NO_NAMES: ReadonlyMap<QueueId, string> = new Map();

function servesQueues(state: Fact<AgentOnFloor>): boolean {
  return state.kind === 'known' && (state.value.queues?.length ?? 0) > 0;
}

/**
 * From an interface about calls, "signed out" and "unknown" only mean that it has no data: `hisindex/agent` leaves out
 * agents without figures (page 0648), and `agent/queryagentcalls` may reject the id of an available agent.
 */
function asPart<T>(fact: Fact<T>): PartFact<T> {
  if (fact.kind === 'signed-out') return { ...fact, kind: 'no-record' };
  if (fact.kind !== 'unknown-agent') return fact;
  return fact.silent.length > 0
    ? { kind: 'no-answer', failures: fact.silent }
    : { kind: 'no-record', ...fact.said[0] };
}
