import type { Clock } from '../clock.ts';
import { isInCall } from '../domain/floor/agent-state.ts';
import type { Fact } from '../domain/floor/fact.ts';
import type { FloorTotals } from '../domain/floor/floor-totals.ts';
import type { Ask } from '../domain/floor/reading.ts';
import { type AgentOnFloor, hasAnyOf, type Roster, type Snapshot } from '../domain/floor/snapshot.ts';
import type { Logger } from '../logger.ts';
import { withTimeout } from '../time.ts';
import type { AgentCard, PartFact } from './answers.ts';

export interface VdnCheckOptions {
  /** Everyone whom the CMS has; `undefined` where it does not tell. */
  readonly roster: (urgency?: Ask['urgency']) => Promise<Roster | undefined>;
  /** How long an answer waits for the check, milliseconds. */
  readonly patienceMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How often a floor that is only sampled is held against the list of agents. */
const WATCH_MS = 10 * 60_000;

/**
 * Holds what the gateway shows against what the CMS has. An agent on the floor of whom the CMS has never heard is a
 * contradiction: `VDN_ID` or `CC_ID` names another centre than the one that the bot's agent is signed in to.
 */
export function createVdnCheck({ roster, patienceMs, clock, logger }: VdnCheckOptions) {
  let differs = false;
  let watchedUntil = Number.NEGATIVE_INFINITY;

  function note(isDifferent: boolean): void {
    if (isDifferent === differs) return;
    differs = isDifferent;
    if (differs)
      logger.warn(
        { code: 'cms-other-vdn', upstream: 'CC-CMS' },
        'the CMS does not have agents whom the gateway shows: check VDN_ID and CC_ID',
      );
    else logger.info({ upstream: 'CC-CMS' }, 'the CMS has the agents whom the gateway shows');
  }

  return {
    /** Whether the last look at both found them to differ. */
    differs: () => differs,

    /** The card without what the CMS says of this number, where it knows no such agent. */
    async checked(card: AgentCard): Promise<AgentCard> {
      if (!isWorthALook(card)) return card;
      const everyone = await withTimeout(roster(), patienceMs);
      const isKnown = everyone && hasAnyOf(everyone, [card.agentId]);
      if (isKnown === undefined) return card;
      note(!isKnown);
      if (isKnown) return card;
      return {
        ...card,
        callCount: unlessOfCms(card.callCount),
        callIds: unlessOfCms(card.callIds),
        statistics: unlessOfCms(card.statistics),
        isUnknownToCms: true,
      };
    },

    /** Nobody is signed in by the CMS's count, and the gateway shows agents. A count of more may be another VDN's. */
    look(snapshot: Fact<Snapshot>, totals: Fact<FloorTotals>): void {
      if (totals.kind !== 'known' || totals.stale || totals.value.signedIn > 0) return;
      if (isOfGateway(snapshot) && snapshot.value.agents.size > 0) note(true);
    },

    /** For a floor that nobody asked for, so that the contradiction is known before somebody does. */
    async watch(snapshot: Fact<Snapshot>): Promise<void> {
      if (!isOfGateway(snapshot) || snapshot.value.agents.size === 0) return;
      if (clock.monotonic() < watchedUntil) return;
      const everyone = await roster('background');
      const isKnown = everyone && hasAnyOf(everyone, snapshot.value.agents.keys());
      if (isKnown === undefined) return;
      watchedUntil = clock.monotonic() + WATCH_MS;
      note(!isKnown);
    },
  };
}

/** Only where the CMS has nothing of an agent whom the gateway shows is the whole list of agents read. */
function isWorthALook({ state, callCount, callIds, statistics }: AgentCard): boolean {
  if (!isOfGateway(state)) return false;
  const hasNoRecord = [callCount, callIds, statistics].some((part) => part?.kind === 'no-record');
  const hasNoCalls =
    isInCall(state.value.state) &&
    ((isOfCms(callCount) && callCount.value === 0) || (isOfCms(callIds) && callIds.value.length === 0));
  return hasNoRecord || hasNoCalls;
}

function isOfGateway<T extends AgentOnFloor | Snapshot>(
  fact: Fact<T>,
): fact is Extract<Fact<T>, { readonly kind: 'known' }> {
  return fact.kind === 'known' && !fact.stale && fact.source.upstream === 'CC-Gateway';
}

function isOfCms<T>(part: PartFact<T> | null): part is Extract<PartFact<T>, { readonly kind: 'known' }> {
  return part?.kind === 'known' && part.source.upstream === 'CC-CMS';
}

function unlessOfCms<T>(part: PartFact<T> | null): PartFact<T> | null {
  const isItsOwn =
    (part?.kind === 'known' || part?.kind === 'no-record') && part.source.upstream === 'CC-CMS';
  return isItsOwn ? null : part;
}
