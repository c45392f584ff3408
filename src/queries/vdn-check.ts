import type { Clock } from '../clock.ts';
import { isInCall } from '../domain/floor/agent-state.ts';
import type { Fact } from '../domain/floor/fact.ts';
import type { FloorTotals } from '../domain/floor/floor-totals.ts';
import type { Ask } from '../domain/floor/reading.ts';
import { type AgentOnFloor, hasAnyOf, type Roster, type Snapshot } from '../domain/floor/snapshot.ts';
import type { Logger } from '../logger.ts';
import { createOutageLog } from '../outage-log.ts';
import { withTimeout } from '../time.ts';
import type { AgentCard, PartFact } from './answers.ts';

export interface VdnCheckOptions {
  /** Returns all agents of the CMS; `undefined` if it does not answer. */
  readonly roster: (urgency?: Ask['urgency']) => Promise<Roster | undefined>;
  /** Maximum wait of an answer for the check, milliseconds. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Interval of checks while the floor is only sampled. */
const CHECK_INTERVAL_MS = 10 * 60_000;

/**
 * Compares the gateway with the CMS. If the CMS does not know an agent on the floor, `VDN_ID` or `CC_ID` names another
 * centre than the one of the bot's agent.
 */
export function createVdnCheck({ roster, timeoutMs, clock, logger }: VdnCheckOptions) {
  const difference = createOutageLog(logger.child({ upstream: 'CC-CMS' }), {
    began: 'CMS lacks agents that the gateway shows; check VDN_ID and CC_ID',
    ended: 'CMS has the agents that the gateway shows',
  });
  let nextCheckAt = Number.NEGATIVE_INFINITY;

  function record(isDifferent: boolean): void {
    if (isDifferent) difference.failed({ code: 'cms-other-vdn' });
    else difference.recovered();
  }

  return {
    differs: () => difference.isOngoing(),

    /** Removes the parts from the CMS if it does not know the agent. */
    async check(card: AgentCard): Promise<AgentCard> {
      if (!needsCheck(card)) return card;
      const everyAgent = await withTimeout(roster(), timeoutMs);
      const isKnown = everyAgent && hasAnyOf(everyAgent, [card.agentId]);
      if (isKnown === undefined) return card;
      record(!isKnown);
      if (isKnown) return card;
      return {
        ...card,
        callCount: withoutCms(card.callCount),
        callIds: withoutCms(card.callIds),
        statistics: withoutCms(card.statistics),
        isUnknownToCms: true,
      };
    },

    /** Records a difference if the CMS counts no agents and the gateway shows some. A higher count proves nothing. */
    checkTotals(snapshot: Fact<Snapshot>, totals: Fact<FloorTotals>): void {
      if (totals.kind !== 'known' || totals.stale || totals.value.signedIn > 0) return;
      if (isFromGateway(snapshot) && snapshot.value.agents.size > 0) record(true);
    },

    /** Checks a sampled floor, so that the difference is known before the first interactive request. */
    async checkSample(snapshot: Fact<Snapshot>): Promise<void> {
      if (!isFromGateway(snapshot) || snapshot.value.agents.size === 0) return;
      if (clock.monotonic() < nextCheckAt) return;
      const everyAgent = await roster('background');
      const isKnown = everyAgent && hasAnyOf(everyAgent, snapshot.value.agents.keys());
      if (isKnown === undefined) return;
      nextCheckAt = clock.monotonic() + CHECK_INTERVAL_MS;
      record(!isKnown);
    },
  };
}

/** The whole list of agents is read only if the CMS has no data of an agent that the gateway shows. */
function needsCheck({ state, callCount, callIds, statistics }: AgentCard): boolean {
  if (!isFromGateway(state)) return false;
  const hasNoRecord = [callCount, callIds, statistics].some((part) => part?.kind === 'no-record');
  const hasNoCalls =
    isInCall(state.value.state) &&
    ((isFromCms(callCount) && callCount.value === 0) || (isFromCms(callIds) && callIds.value.length === 0));
  return hasNoRecord || hasNoCalls;
}

function isFromGateway<T extends AgentOnFloor | Snapshot>(
  fact: Fact<T>,
): fact is Extract<Fact<T>, { readonly kind: 'known' }> {
  return fact.kind === 'known' && !fact.stale && fact.source.upstream === 'CC-Gateway';
}

function isFromCms<T>(part: PartFact<T> | null): part is Extract<PartFact<T>, { readonly kind: 'known' }> {
  return part?.kind === 'known' && part.source.upstream === 'CC-CMS';
}

function withoutCms<T>(part: PartFact<T> | null): PartFact<T> | null {
  const isOfCms = (part?.kind === 'known' || part?.kind === 'no-record') && part.source.upstream === 'CC-CMS';
  return isOfCms ? null : part;
}
