import type { AgentId } from '../domain/floor/agent-id.ts';
import { isInCall } from '../domain/floor/agent-state.ts';
import type { CallStatistics } from '../domain/floor/call-statistics.ts';
import type { Fact } from '../domain/floor/fact.ts';
import type { FloorTotals } from '../domain/floor/floor-totals.ts';
import type { Ask, Reading } from '../domain/floor/reading.ts';
import { type AgentOnFloor, hasAnyOf, type Roster, type Snapshot } from '../domain/floor/snapshot.ts';
import { FloorwalkerError } from '../errors.ts';
import type { FactsOptions } from './facts-options.ts';
import { createQueueFacts, FLOOR } from './queue-facts.ts';
import { createReader, type Reader } from './reader.ts';
import { createRememberedFloor } from './remembered-floor.ts';
import { identity, NoAnswerError, type Route, readWithFallback, routeTo } from './routes.ts';
import { SOURCES } from './sources.ts';

/** Creates all facts about the floor with their routes: which upstream answers a fact, and which one follows. */
export function createFacts(options: FactsOptions) {
  const { gateway, cms, clock, timing } = options;
  const remembered = createRememberedFloor(options);
  const snapshot =
    gateway && reader(async (_: typeof FLOOR, ask) => remembered.store(await gateway.snapshot(ask)));
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
    state: async (id: AgentId): Promise<Fact<AgentOnFloor>> => {
      const state = await first(
        routeTo(SOURCES.allOnlineAgents, snapshot, FLOOR, (floor) => signedIn(floor, id)),
        routeTo(SOURCES.gatewayAgent, gatewayAgent, id, identity),
        routeTo(SOURCES.cmsAgent, cmsAgent, id, identity),
        onRoster(cmsRoster, id, (isThere) => cms?.agentExists(id, isThere)),
      );
      return remembered.agent(state);
    },
    /** Returns all agents of the CMS; `undefined` if it does not answer. */
    roster: readRoster,
    callCount: (id: AgentId): Promise<Fact<number>> =>
      first(
        routeTo(SOURCES.callNums, gatewayCount, id, identity),
        routeTo(SOURCES.queryAgentCalls, cmsIds, id, (ids) => ids.length),
      ),
    callIds: (id: AgentId): Promise<Fact<readonly string[]>> =>
      first(
        routeTo(SOURCES.queryAgentCalls, cmsIds, id, identity),
        routeTo(SOURCES.allCallInfo, gatewayIds, id, identity),
      ),
    /** @param state the state of the same agent, which decides whether the gateway is queried */
    statistics: (id: AgentId, state: Promise<Fact<AgentOnFloor>>): Promise<Fact<CallStatistics>> =>
      first(
        onlyInCall(state, routeTo(SOURCES.statisticsEx, gatewayStatistics, id, identity)),
        routeTo(SOURCES.agentIndicators, cmsStatistics, id, identity),
      ),
    /** The platform's own totals. */
    floorTotals: (): Promise<Fact<FloorTotals>> =>
      first(routeTo(SOURCES.systemState, cmsTotals, FLOOR, identity)),
  };

  function reader<K extends string | number, T>(
    ask: (key: K, ask: Ask) => Promise<Reading<T>>,
  ): Reader<K, T> {
    return createReader({ clock, timing, ask });
  }

  /**
   * For `calldata/{A}/…`, where agent A is the caller. A refusal for an agent that is signed in means that our session
   * may not use this endpoint for any agent, whichever code the site returns (section 14 of the reference). A refusal
   * for another agent may concern that agent alone.
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
    return readWithFallback(routes, timing);
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

  /** Without the gateway the roster is read anyway, and it has the number of agents. */
  async function countFromRoster({ urgency }: Ask): Promise<number | undefined> {
    if (cmsRoster === undefined || gateway?.isSignedIn() === true) return undefined;
    const roster = await cmsRoster.read(FLOOR, urgency);
    return roster.kind === 'value' ? roster.value.count : undefined;
  }

  /** Removes the bot's own agent, which the platform counts as not ready. */
  function withoutOwnAgent(reading: Reading<FloorTotals>): Reading<FloorTotals> {
    if (reading.kind !== 'value' || gateway?.isSignedIn() !== true) return reading;
    const { signedIn, notReady } = reading.value;
    if (signedIn === 0 || notReady === 0) return reading;
    return { ...reading, value: { ...reading.value, signedIn: signedIn - 1, notReady: notReady - 1 } };
  }
}

/** An agent that is not on the floor may be signed out, in no queue, or unknown; other routes tell. */
function signedIn(floor: Snapshot, id: AgentId): AgentOnFloor | undefined {
  const agent = floor.agents.get(id);
  return agent?.state === 'signed-out' ? undefined : agent;
}

/** `agent/agentbyworkno` may fail for an unknown agent; a complete roster without the agent proves it. */
function onRoster(
  roster: Reader<typeof FLOOR, Roster> | undefined,
  id: AgentId,
  onAnswer: (isThere: boolean) => void,
): Route<AgentOnFloor> | undefined {
  const lookup = (everyone: Roster): AgentOnFloor | 'signed-out' | 'unknown' | undefined => {
    const agent = everyone.agents.get(id);
    if (agent === undefined) return hasAnyOf(everyone, [id]) === false ? 'unknown' : undefined;
    return agent.state === 'signed-out' ? 'signed-out' : agent;
  };
  const route = routeTo(SOURCES.agentAbstracts, roster, FLOOR, lookup);
  return (
    route && {
      source: route.source,
      async read() {
        const reading = await route.read();
        if (reading?.kind !== 'value') return reading;
        const { value, takenAt } = reading;
        onAnswer(value !== 'unknown');
        if (value === 'unknown') return { kind: 'unknown-agent', takenAt };
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
 * `statisticsEx` is valid only for agents with a call (page 0428); for others it may return zeros, so it is not
 * requested. If no route knows the state, it is not requested either.
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
