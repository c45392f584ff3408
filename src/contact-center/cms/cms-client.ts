import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import type { AgentId } from '../../domain/floor/agent-id.ts';
import { agentStateFrom } from '../../domain/floor/agent-state.ts';
import type { CallStatistics } from '../../domain/floor/call-statistics.ts';
import { chunksOf } from '../../domain/floor/chunks-of.ts';
import type { FloorTotals } from '../../domain/floor/floor-totals.ts';
import type { QueueBacklog } from '../../domain/floor/queue-status.ts';
import type { Ask, Reading, Value } from '../../domain/floor/reading.ts';
import type { AgentOnFloor, QueueId, QueueMembers, Roster } from '../../domain/floor/snapshot.ts';
import { FloorwalkerError } from '../../errors.ts';
import { firstRecord, looseInt, readName } from '../coerce.ts';
import { joinReadings } from '../join-readings.ts';
import { optionalStateCode, readAgentTimes } from '../plausible.ts';
import { readQueueNames } from '../queue-names.ts';
import {
  ALL_INDICATORS,
  DOCUMENTED_INDICATORS,
  readAllIndicators,
  readIndicators,
} from './agent-indicators.ts';
import { type CmsRequestsOptions, createCmsRequests } from './cms-requests.ts';
import { BAD_PARAMETER, CALL_FAILED, type CmsReply, missingRows } from './envelope.ts';
import { readQueueMembers } from './queue-members.ts';
import { QUEUE_INDICATORS, QUEUES_PER_REQUEST, readQueueBacklogs, validQueueIds } from './queues.ts';
import { readRoster } from './roster.ts';
import { countAgents, SUMMED_AGENTS_MAX, sumSystemState } from './system-state.ts';

const AGENT = 'agent/agentbyworkno';
const UNEXPLAINED_MAX = 100;

const callIdList = z.array(z.string());

/** `citStatus` is how `agent/agentbyworkno` spells the CTI state in its document. */
const agentRecord = z.object({
  workNo: looseInt,
  name: z.unknown().transform(readName),
  citStatus: optionalStateCode,
  ctiStatus: optionalStateCode,
  status: optionalStateCode,
  currentStateTime: z.unknown().optional(),
  loginDate: z.unknown().optional(),
});

export interface CmsClient extends ReturnType<typeof createCmsClient> {}

/**
 * Client of CC-CMS's monitoring interfaces for one VDN.
 *
 * @throws {FloorwalkerError} upstream-* from every query
 */
export function createCmsClient(options: CmsRequestsOptions) {
  const requests = createCmsRequests(options);
  const clock: Clock = options.clock;
  /** Failures about agents that may not exist, until `agentExists` settles them. */
  const unexplained = new LRUCache<AgentId, FloorwalkerError>({ max: UNEXPLAINED_MAX });

  return {
    /** Ids of an agent's active calls: `agent/queryagentcalls`, page 0628. */
    callIds(agentId: AgentId, ask: Ask): Promise<Reading<readonly string[]>> {
      return outcome('agent/queryagentcalls', async () => {
        const reply = await requests.flat('agent/queryagentcalls', { agentId }, ask);
        return ofAgent(reply, (payload) => callIdList.safeParse(payload ?? []).data);
      });
    },

    /** Today's calls and talk time: `hisindex/agent`, page 0648. The CMS updates them every 5 minutes by default. */
    statistics(agentId: AgentId, ask: Ask): Promise<Reading<CallStatistics>> {
      return outcome('hisindex/agent', async () => {
        const choices = [ALL_INDICATORS, DOCUMENTED_INDICATORS].map((indexIds) => ({
          agentIds: [agentId],
          indexIds,
        }));
        const reply = await requests.flatInTurn('hisindex/agent', choices, ask);
        const reading = ofAgent(reply, (payload) => readIndicators(payload, agentId));
        if (reading.kind !== 'value') return reading;
        return reading.value === null
          ? { kind: 'signed-out', takenAt: reading.takenAt }
          : { ...reading, value: reading.value };
      });
    },

    /** {@link statistics} of up to 100 agents; agents without a row are left out. */
    statisticsOf(
      agentIds: readonly AgentId[],
      ask: Ask,
    ): Promise<Reading<ReadonlyMap<AgentId, CallStatistics>>> {
      return outcome('hisindex/agent', async () => {
        const choices = [ALL_INDICATORS, DOCUMENTED_INDICATORS].map((indexIds) => ({ agentIds, indexIds }));
        return ofFloor(await requests.flatInTurn('hisindex/agent', choices, ask), (payload) =>
          readAllIndicators(payload, agentIds),
        );
      });
    },

    /** One agent's state, without queues: `agent/agentbyworkno`. */
    agent(agentId: AgentId, ask: Ask): Promise<Reading<AgentOnFloor>> {
      const question = async (): Promise<Reading<AgentOnFloor>> => {
        const reply = await requests.flat(AGENT, { agentId }, ask);
        const isEmpty = reply.kind === 'payload' && firstRecord(reply.payload) === undefined;
        if (isEmpty && missingRows(reply) === 0) return { kind: 'unknown-agent', takenAt: clock.now() };
        const reading = ofAgent(reply, (payload) => toAgent(payload, agentId, clock.now()));
        return reading.kind === 'value' && reading.value.state === 'signed-out'
          ? { kind: 'signed-out', takenAt: reading.takenAt }
          : reading;
      };
      return options.client.outcome(AGENT, question, (outcome) => {
        const failure = verdictOn(outcome);
        if (failure?.detail !== CALL_FAILED) return failure;
        unexplained.set(agentId, failure);
        return 'open';
      });
    },

    /** Tells whether the roster has the agent. If it has, an earlier failure of `agent` counts as a failure of the CMS. */
    agentExists(agentId: AgentId, exists: boolean): void {
      const failure = unexplained.get(agentId);
      unexplained.delete(agentId);
      if (failure !== undefined && exists) options.client.failed(AGENT, failure);
    },

    /**
     * Totals of the VDN from all pages of `agentgroup/systemstate` (page 0635).
     *
     * @param agents the number of agents in the VDN, if known; otherwise it is requested first
     */
    floorTotals(ask: Ask, agents?: number): Promise<Reading<FloorTotals>> {
      return outcome('agentgroup/systemstate', async () => {
        const count = agents ?? (await countAgents(requests, ask));
        if (count > SUMMED_AGENTS_MAX) return { kind: 'too-many-agents', agents: count };
        const value = await sumSystemState(requests, ask, count);
        return { kind: 'value', value, takenAt: clock.now() };
      });
    },

    /** Names of the VDN's queues: `configures/skills`. */
    queueNames(ask: Ask): Promise<Reading<ReadonlyMap<QueueId, string>>> {
      return outcome('configures/skills', async () => {
        const reply = await requests.flat('configures/skills', {}, ask);
        const reading = ofFloor(reply, readQueueNames);
        const missing = missingRows(reply);
        return missing === 0 ? reading : { ...reading, missing };
      });
    },

    /** Calls waiting in the given queues: `skill/rindex`, old page 2561. */
    queueWaits(queueIds: readonly QueueId[], ask: Ask): Promise<Reading<ReadonlyMap<QueueId, QueueBacklog>>> {
      return outcome('skill/rindex', async () => {
        const indexIds = Object.values(QUEUE_INDICATORS);
        const chunks = chunksOf(validQueueIds(queueIds), QUEUES_PER_REQUEST);
        const readings = await Promise.all(
          chunks.map(async (skillIds) => {
            const reply = await requests.flat('skill/rindex', { skillIds, indexIds }, ask);
            return ofFloor(reply, (payload) => readQueueBacklogs(payload, skillIds));
          }),
        );
        return joinReadings(readings, clock.now());
      });
    },

    /** All agents of the VDN, signed in or not: `vdn/totalagentabstractex3`, page 0598. */
    roster(ask: Ask): Promise<Reading<Roster>> {
      return outcome('vdn/totalagentabstractex3', async () => {
        return { kind: 'value', value: await readRoster(requests, ask), takenAt: clock.now() };
      });
    },

    /** Agents signed in to the given queues: `realindex/agent/agentsinskill`. */
    queueMembers(queueIds: readonly QueueId[], ask: Ask): Promise<Reading<QueueMembers>> {
      return outcome('realindex/agent/agentsinskill', async () => {
        const value = await readQueueMembers(requests, queueIds, ask);
        return { kind: 'value', value, takenAt: clock.now() };
      });
    },
  };

  function outcome<T>(endpoint: string, question: () => Promise<Reading<T>>): Promise<Reading<T>> {
    return options.client.outcome(endpoint, question, verdictOn);
  }

  /** For interfaces whose only variable parameter is the agent: a bad parameter means that the CMS does not know the agent. */
  function ofAgent<T>(reply: CmsReply, parse: (payload: unknown) => T | undefined): Reading<T> {
    return reply.kind === BAD_PARAMETER
      ? { kind: 'unknown-agent', takenAt: clock.now() }
      : ofFloor(requireComplete(reply), parse);
  }

  function ofFloor<T>(reply: CmsReply, parse: (payload: unknown) => T | undefined): Value<T> {
    if (reply.kind === BAD_PARAMETER) throw new FloorwalkerError('upstream-rejected', { detail: reply.kind });
    const value = parse(reply.payload);
    if (value !== undefined) return { kind: 'value', value, takenAt: clock.now() };
    throw new FloorwalkerError('upstream-garbled', {
      detail: 'the payload has another shape than documented',
    });
  }
}

/** Rejects an incomplete list about one agent, because the missing row may be the only one. */
function requireComplete(reply: CmsReply): CmsReply {
  if (missingRows(reply) === 0) return reply;
  throw new FloorwalkerError('upstream-garbled', { detail: 'a list is shorter than its count' });
}

/** A bad parameter is no failure of the CMS: the site may have an older release. */
function verdictOn(outcome: Reading<unknown> | FloorwalkerError): FloorwalkerError | null {
  return outcome instanceof FloorwalkerError && outcome.detail !== BAD_PARAMETER ? outcome : null;
}

/** Reads the record of the given agent; `undefined` if the payload has none. */
function toAgent(payload: unknown, agentId: AgentId, now: number): AgentOnFloor | undefined {
  const rows: readonly unknown[] = Array.isArray(payload) ? payload : [payload];
  const data = rows
    .flatMap((row) => agentRecord.safeParse(row).data ?? [])
    .find(({ workNo }) => workNo === agentId);
  if (data === undefined) return undefined;
  return {
    id: agentId,
    name: data.name,
    state: agentStateFrom({ ctiStatus: data.citStatus ?? data.ctiStatus, status: data.status }),
    reason: null,
    ...readAgentTimes({ inState: data.currentStateTime, signedInAt: data.loginDate }, now),
    queues: null,
  };
}
