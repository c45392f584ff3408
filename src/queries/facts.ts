import type { AgentId } from '../domain/floor/agent-id.ts';
import { isInCall } from '../domain/floor/agent-state.ts';
import type { CallStatistics } from '../domain/floor/call-statistics.ts';
import type { Fact } from '../domain/floor/fact.ts';
import type { FloorTotals } from '../domain/floor/floor-totals.ts';
import type { Ask, Reading } from '../domain/floor/reading.ts';
import { type AgentOnFloor, hasAnyOf, type Roster, type Snapshot } from '../domain/floor/snapshot.ts';
import { FloorwalkerError } from '../errors.ts';
import type { FactsOptions } from './facts-options.ts';
import { NoAnswerError } from './no-answer-error.ts';
import { createQueueFacts, FLOOR, type QueueFacts } from './queue-facts.ts';
import { createReader, type Reader } from './reader.ts';
import { createRememberedFloor } from './remembered-floor.ts';
import { asItIs, askRoutes, type Route, routeTo } from './routes.ts';
import { SOURCES } from './sources.ts';

/** Everything that can be asked of the floor, by whichever route answers. */
export interface Facts extends QueueFacts {
  state(agentId: AgentId): Promise<Fact<AgentOnFloor>>;
  callCount(agentId: AgentId): Promise<Fact<number>>;
  callIds(agentId: AgentId): Promise<Fact<readonly string[]>>;
  /** `state`: the same agent's, which decides whether the gateway may be asked. */
  statistics(agentId: AgentId, state: Promise<Fact<AgentOnFloor>>): Promise<Fact<CallStatistics>>;
  /** Everyone whom the CMS has; `undefined` where it does not tell. */
  roster(urgency?: Ask['urgency']): Promise<Roster | undefined>;
  /** The platform's own: what the snapshot shows is counted by whoever has the snapshot. */
  floorTotals(): Promise<Fact<FloorTotals>>;
}

/** The table of routes: which upstream answers which fact, and what comes next when it cannot. */
export function createFacts(options: FactsOptions): Facts {
  const { gateway, cms, clock, timing } = options;
  const remembered = createRememberedFloor(options);
  const snapshot =
    gateway && reader(async (_: typeof FLOOR, ask) => remembered.keep(await gateway.snapshot(ask)));
  const gatewayAgent = gateway && reader((id: AgentId, ask) => gateway.agent(id, ask));
  const gatewayCount = gateway && reader(asTheCaller((id, ask) => gateway.callCount(id, ask)));
  const gatewayIds = gateway && reader((id: AgentId, ask) => gateway.callIds(id, ask));
  const gatewayStatistics = gateway && reader(asTheCaller((id, ask) => gateway.statistics(id, ask)));
  const cmsAgent = cms && reader((id: AgentId, ask) => cms.agent(id, ask));
  const cmsRoster = cms && reader((_: typeof FLOOR, ask) => cms.roster(ask));
  const cmsIds = cms && reader((id: AgentId, ask) => cms.callIds(id, ask));
  const cmsStatistics = cms && reader((id: AgentId, ask) => cms.statistics(id, ask));
  const cmsTotals =
    cms &&
    reader(async (_: typeof FLOOR, ask) =>
      withoutOwnAgent(await cms.floorTotals(ask, await countFromRoster(ask))),
    );

  return {
    ...createQueueFacts(options, { onlineAgents: snapshot, roster: cmsRoster, remembered }),
    state: async (id) => {
      const state = await first(
        routeTo(SOURCES.allOnlineAgents, snapshot, FLOOR, (floor) => signedIn(floor, id)),
        routeTo(SOURCES.gatewayAgent, gatewayAgent, id, asItIs),
        routeTo(SOURCES.cmsAgent, cmsAgent, id, asItIs),
        onRoster(cmsRoster, id, (isThere) => cms?.agentExists(id, isThere)),
      );
      return remembered.agent(state);
    },
    roster: readRoster,
    callCount: (id) =>
      first(
        routeTo(SOURCES.callNums, gatewayCount, id, asItIs),
        routeTo(SOURCES.queryAgentCalls, cmsIds, id, (ids) => ids.length),
      ),
    callIds: (id) =>
      first(
        routeTo(SOURCES.queryAgentCalls, cmsIds, id, asItIs),
        routeTo(SOURCES.allCallInfo, gatewayIds, id, asItIs),
      ),
    statistics: (id, state) =>
      first(
        onlyInCall(state, routeTo(SOURCES.statisticsEx, gatewayStatistics, id, asItIs)),
        routeTo(SOURCES.agentIndicators, cmsStatistics, id, asItIs),
      ),
    floorTotals: () => first(routeTo(SOURCES.systemState, cmsTotals, FLOOR, asItIs)),
  };

  function reader<K extends string | number, T>(
    ask: (key: K, ask: Ask) => Promise<Reading<T>>,
  ): Reader<K, T> {
    return createReader({ clock, timing, ask });
  }

  /**
   * `calldata/{A}/…` has A as the caller. What is refused there for somebody who is signed in is refused because of our
   * GUID, and so for everybody, whichever code a site has for it (section 14 of the reference); for anybody else it may
   * be about that agent.
   */
  function asTheCaller<T>(question: (id: AgentId, ask: Ask) => Promise<Reading<T>>): typeof question {
    return async (id, ask) => {
      const reading = await question(id, ask);
      if (reading.kind !== 'refused') return reading;
      const floor = snapshot?.lastValue(FLOOR)?.value;
      return floor && signedIn(floor, id) ? { kind: 'refused', scope: 'route' } : reading;
    };
  }

  function first<T>(...routes: (Route<T> | undefined)[]): Promise<Fact<T>> {
    return askRoutes(routes, timing);
  }

  async function readRoster(urgency?: Ask['urgency']): Promise<Roster | undefined> {
    try {
      const roster = await cmsRoster?.read(FLOOR, urgency);
      return roster?.kind === 'value' ? roster.value : undefined;
    } catch (error) {
      if (error instanceof FloorwalkerError) return undefined;
      throw error;
    }
  }

  /** Whoever looks at the floor without the gateway reads the roster anyway, and it says how many there are. */
  async function countFromRoster({ urgency }: Ask): Promise<number | undefined> {
    if (cmsRoster === undefined || gateway?.isSignedIn() === true) return undefined;
    const roster = await cmsRoster.read(FLOOR, urgency);
    return roster.kind === 'value' ? roster.value.count : undefined;
  }

  /** The platform counts the bot's own agent, busy as it is; the people on the floor are the others. */
  function withoutOwnAgent(reading: Reading<FloorTotals>): Reading<FloorTotals> {
    if (reading.kind !== 'value' || gateway?.isSignedIn() !== true) return reading;
    const { signedIn, busy } = reading.value;
    if (signedIn === 0 || busy === 0) return reading;
    return { ...reading, value: { ...reading.value, signedIn: signedIn - 1, busy: busy - 1 } };
  }
}

/** Whoever is not on the floor may be signed out, in no queue, or nobody: other routes know. */
function signedIn(floor: Snapshot, id: AgentId): AgentOnFloor | undefined {
  const agent = floor.agents.get(id);
  return agent?.state === 'signed-out' ? undefined : agent;
}

/**
 * `agent/agentbyworkno` may have but a failure for an agent that it does not know. The roster has no such agent only
 * where all of its rows came and could be read.
 */
function onRoster(
  roster: Reader<typeof FLOOR, Roster> | undefined,
  id: AgentId,
  onAnswer: (isThere: boolean) => void,
): Route<AgentOnFloor> | undefined {
  const whoIs = (everyone: Roster): AgentOnFloor | 'signed-out' | 'nobody' | undefined => {
    const agent = everyone.agents.get(id);
    if (agent === undefined) return hasAnyOf(everyone, [id]) === false ? 'nobody' : undefined;
    return agent.state === 'signed-out' ? 'signed-out' : agent;
  };
  const route = routeTo(SOURCES.agentAbstracts, roster, FLOOR, whoIs);
  return (
    route && {
      source: route.source,
      async read() {
        const reading = await route.read();
        if (reading?.kind !== 'value') return reading;
        const { value, takenAt } = reading;
        onAnswer(value !== 'nobody');
        if (value === 'nobody') return { kind: 'unknown-agent', takenAt };
        return value === 'signed-out' ? { kind: 'signed-out', takenAt } : { ...reading, value };
      },
      lastValue() {
        const last = route.lastValue();
        return typeof last?.value === 'object' ? { ...last, value: last.value } : undefined;
      },
    }
  );
}

/**
 * `statisticsEx` holds for agents in a call (page 0428); what it says of the others may be zeros, so they are not asked
 * for. Where nobody answers about the state, nobody does about this either.
 */
function onlyInCall<T>(
  state: Promise<Fact<AgentOnFloor>>,
  route: Route<T> | undefined,
): Route<T> | undefined {
  return (
    route && {
      ...route,
      async read() {
        const fact = await state;
        if (fact.kind === 'no-answer') throw new NoAnswerError(fact);
        if (fact.kind === 'signed-out') return { kind: 'not-in-call' };
        if (fact.kind !== 'known') return undefined;
        return isInCall(fact.value.state) ? route.read() : { kind: 'not-in-call' };
      },
    }
  );
}
