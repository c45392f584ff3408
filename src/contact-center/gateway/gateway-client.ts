import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import type { AgentId } from '../../domain/agent-id.ts';
import type { CallStatistics } from '../../domain/call-statistics.ts';
import type { QueueWait } from '../../domain/queue-status.ts';
import type { Ask, Reading, WithoutValue } from '../../domain/reading.ts';
import type { AgentOnFloor, QueueId, Snapshot } from '../../domain/snapshot.ts';
import { FloorwalkerError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import type { UpstreamClient } from '../http/upstream-client.ts';
import { looseCount } from '../loose.ts';
import { inChunks, joinReadings } from '../queue-chunks.ts';
import { readQueueNames } from '../queue-names.ts';
import { meaningOf, rejection } from './codes.ts';
import type { GatewayReply } from './envelope.ts';
import { agentRecord, readOnlineAgents, toAgentOnFloor } from './online-agents.ts';
import { createPace, type PaceOptions } from './pace.ts';
import { QUEUES_AT_A_TIME, readQueueWaits } from './queues.ts';
import { GatewaySession, type SessionHealth, type SessionTiming } from './session.ts';
import { createSessionRequests } from './session-request.ts';
import type { GatewayAgent } from './sign-in.ts';

export interface GatewayClientOptions {
  readonly client: UpstreamClient;
  readonly agent: GatewayAgent;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly pace?: PaceOptions | undefined;
  readonly timing?: Partial<SessionTiming> | undefined;
}

const callNumber = looseCount;
const callIdList = z.array(z.string());
const statisticsRecord = z.object({ talktime: looseCount, answernums: looseCount, calloutnums: looseCount });

export interface GatewayClient extends ReturnType<typeof createGatewayClient> {}

/** CC-Gateway's read-only interfaces, asked as the bot's own agent. All throw `FloorwalkerError` on failure. */
export function createGatewayClient(options: GatewayClientOptions) {
  const { client, agent: own, clock, logger, timing } = options;
  const session = new GatewaySession({ client, agent: own, clock, logger, timing });
  const pace = createPace(options.pace ?? {});
  const requests = createSessionRequests({ client, session, pace, agentId: own.agentId });

  /** `calldata/{A}/…`: A is the caller in the gateway's eyes, so anyone but the bot's own agent may be refused. */
  function asCaller(agentId: AgentId, path: string, ask: Ask): Promise<GatewayReply> {
    return agentId === own.agentId ? requests.own(path, ask) : requests.others(path, ask);
  }

  return {
    start: () => session.start(),
    stop: () => session.stop(),
    health: (): SessionHealth => session.health(),
    isSignedIn: () => session.health().state === 'signed-in',

    /** Calls in hand: `callnums`, page 0426. */
    async callCount(agentId: AgentId, ask: Ask): Promise<Reading<number>> {
      const reply = await asCaller(agentId, `/calldata/${agentId}/callnums`, ask);
      return read(reply, (result) => callNumber.safeParse(result).data, refusedAsCaller);
    },

    /** Talk time, answered, placed: `statisticsEx`, page 0428. Since sign-in or today, depending on the issue. */
    async statistics(agentId: AgentId, ask: Ask): Promise<Reading<CallStatistics>> {
      const reply = await asCaller(agentId, `/calldata/${agentId}/statisticsEx`, ask);
      // The page lists 100-007 for this interface; outside a call it means no more than that.
      if (reply.retcode === '100-007') return { kind: 'not-in-call' };
      return read(reply, toStatistics, refusedAsCaller);
    },

    /** Ids of another agent's calls, same VDN: `allcallinfoEx`, page 0425. */
    async callIds(agentId: AgentId, ask: Ask): Promise<Reading<readonly string[]>> {
      const reply = await requests.own(`/calldata/${own.agentId}/allcallinfoEx/${agentId}`, ask);
      if (meaningOf(reply.retcode) === 'no-call') return { kind: 'value', value: [], takenAt: clock.now() };
      return read(reply, (result) => callIdList.safeParse(result ?? []).data);
    },

    /** One other agent of the VDN: `agentbyworkno`, page 0415. */
    async agent(agentId: AgentId, ask: Ask): Promise<Reading<AgentOnFloor>> {
      const reply = await requests.own(`/agentgroup/${own.agentId}/agentbyworkno/${agentId}`, ask);
      const reading = read(reply, toAgent);
      return reading.kind === 'value' && reading.value.state === 'signed-out'
        ? { kind: 'signed-out' }
        : reading;
    },

    /** Everyone signed in to a queue: `allonlineagents`, page 0416. The bot's own agent is left out. */
    async snapshot(ask: Ask): Promise<Reading<Snapshot>> {
      const reply = await requests.own(`/agentgroup/${own.agentId}/allonlineagents`, ask);
      return read(emptyWithoutQueues(reply), (records) => readOnlineAgents(records, own.agentId));
    },

    /** The VDN's queues by name: `agentvdnskill`, page 0409. */
    async queueNames(ask: Ask): Promise<Reading<ReadonlyMap<QueueId, string>>> {
      const reply = await requests.own(`/queuedevice/${own.agentId}/agentvdnskill`, ask);
      return read(emptyWithoutQueues(reply), readQueueNames);
    },

    /** Callers waiting in each of these queues: `queryacdstat`, page 1023. */
    async queueWaits(
      queueIds: readonly QueueId[],
      ask: Ask,
    ): Promise<Reading<ReadonlyMap<QueueId, QueueWait>>> {
      const path = `/queuedevice/${own.agentId}/queryacdstat`;
      const chunks = inChunks(queueIds, QUEUES_AT_A_TIME);
      const replies = await Promise.all(chunks.map((skills) => requests.own(path, ask, { skills })));
      const readings = replies.map((reply) => read(reply, readQueueWaits));
      return joinReadings(readings, clock.now());
    },
  };

  function read<T>(
    reply: GatewayReply,
    parse: (result: unknown) => T | undefined,
    whenNotAuthorised?: (retcode: string) => WithoutValue,
  ): Reading<T> {
    const meaning = meaningOf(reply.retcode);
    if (meaning === 'success') {
      const value = parse(reply.result);
      if (value !== undefined) return { kind: 'value', value, takenAt: clock.now() };
      throw new FloorwalkerError('upstream-garbled', {
        detail: 'the result has another shape than documented',
      });
    }
    if (meaning === 'unknown-agent') return { kind: 'unknown-agent' };
    if (meaning === 'not-permitted') return { kind: 'refused', scope: 'agent' };
    if (meaning === 'not-authorised' && whenNotAuthorised !== undefined)
      return whenNotAuthorised(reply.retcode);
    if (meaning === 'not-authorised' || meaning === 'session-lost') {
      throw new FloorwalkerError('gateway-signed-out', { detail: `retcode ${reply.retcode}` });
    }
    throw rejection(reply.retcode);
  }
}

/** `000-003` is about the GUID and so about every agent but ours; `100-006` may be about this one (page 0580). */
function refusedAsCaller(retcode: string): WithoutValue {
  return { kind: 'refused', scope: retcode === '100-006' ? 'agent' : 'route' };
}

/** `600-005`: the VDN has no queues, so nobody is in one and none has a name. */
function emptyWithoutQueues(reply: GatewayReply): GatewayReply {
  return reply.retcode === '600-005' ? { ...reply, retcode: '0', result: [] } : reply;
}

function toStatistics(result: unknown): CallStatistics | undefined {
  const { data } = statisticsRecord.safeParse(result);
  return data && { talkSeconds: data.talktime, answered: data.answernums, placed: data.calloutnums };
}

function toAgent(result: unknown): AgentOnFloor | undefined {
  // Some sites answer with a list of one.
  const { data } = agentRecord.safeParse(Array.isArray(result) ? result[0] : result);
  return data && toAgentOnFloor(data, null);
}
