import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import type { AgentId } from '../../domain/floor/agent-id.ts';
import type { CallStatistics } from '../../domain/floor/call-statistics.ts';
import { chunksOf } from '../../domain/floor/chunks-of.ts';
import { QUEUES_PER_GATEWAY_REQUEST } from '../../domain/floor/queue-id.ts';
import type { QueueBacklog } from '../../domain/floor/queue-status.ts';
import type { Ask, Reading, WithoutValue } from '../../domain/floor/reading.ts';
import type { AgentOnFloor, QueueId, Snapshot } from '../../domain/floor/snapshot.ts';
import { FloorwalkerError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { firstRecord } from '../coerce.ts';
import { SNAPSHOT_MAX_BYTES } from '../http/dispatcher.ts';
import type { UpstreamClient } from '../http/upstream-client.ts';
import { joinReadings } from '../join-readings.ts';
import { countUpTo, PLAUSIBLE_MAX } from '../plausible.ts';
import { readQueueNames } from '../queue-names.ts';
import { meaningOf, rejection } from './codes.ts';
import type { GatewayReply } from './envelope.ts';
import {
  createGatewayRateLimiter,
  type GatewayRateLimiterOptions,
  SHARES,
  WINDOW_MS,
} from './gateway-rate-limiter.ts';
import { readAgent, readOnlineAgents } from './online-agents.ts';
import { readQueueBacklogs } from './queues.ts';
import { GatewaySession } from './session.ts';
import { createSessionQuery } from './session-query.ts';
import type { SessionTiming } from './session-timing.ts';
import { SharedGatewaySession } from './shared-session.ts';
import type { GatewayAgent } from './sign-in.ts';

export interface GatewayClientOptions {
  readonly client: UpstreamClient;
  readonly agent: GatewayAgent;
  readonly clock: Clock;
  readonly logger: Logger;
  /** True if other processes use the session of this agent too: they share its rate limit. */
  readonly isShared?: boolean;
  readonly rateLimit?: GatewayRateLimiterOptions | undefined;
  readonly timing?: Partial<SessionTiming> | undefined;
}

const callIdList = z.array(z.string());
const callCount = countUpTo(PLAUSIBLE_MAX.activeCalls);
const statisticsRecord = z.object({
  talktime: countUpTo(PLAUSIBLE_MAX.talkSeconds),
  answernums: countUpTo(PLAUSIBLE_MAX.callsOfDay),
  calloutnums: countUpTo(PLAUSIBLE_MAX.callsOfDay),
});

export interface GatewayClient extends ReturnType<typeof createGatewayClient> {}

/**
 * Client of CC-Gateway's read-only interfaces, under the session of the bot's own agent.
 *
 * @throws {FloorwalkerError} upstream-* and gateway-* from every query
 */
export function createGatewayClient(options: GatewayClientOptions) {
  const { client, agent: own, clock, logger, timing } = options;
  const sessionOptions = { client, agent: own, clock, logger, timing };
  const shared = options.isShared === true ? new SharedGatewaySession(sessionOptions) : undefined;
  const session = shared ?? new GatewaySession(sessionOptions);
  // In the first window the requests of the previous leader still count.
  const requests = shared && (() => (shared.isHeld(WINDOW_MS) ? SHARES.leading : SHARES.following));
  const rateLimiter = createGatewayRateLimiter({ requests, ...options.rateLimit });
  const query = createSessionQuery({ client, session: session.state, rateLimiter, agentId: own.agentId });

  return {
    session,
    /** The same session; `undefined` if no other process uses it. */
    shared,
    isSignedIn: () => session.state.session() !== null,

    /** Number of an agent's active calls: `callnums`, page 0426. */
    callCount(agentId: AgentId, ask: Ask): Promise<Reading<number>> {
      return client.outcome('callnums', async () => {
        const reply = await query(`/calldata/${agentId}/callnums`, ask);
        return read(withoutCalls(reply, 0), (result) => callCount.safeParse(result).data, CALLDATA_RETCODES);
      });
    },

    /** Talk time, answered and outbound calls: `statisticsEx`, page 0428. Since sign-in or since midnight, depending on the release. */
    statistics(agentId: AgentId, ask: Ask): Promise<Reading<CallStatistics>> {
      return client.outcome('statisticsEx', async () => {
        return read(await query(`/calldata/${agentId}/statisticsEx`, ask), toStatistics, STATISTICS_RETCODES);
      });
    },

    /** Ids of the calls of another agent of the VDN: `allcallinfoEx`, page 0425. */
    callIds(agentId: AgentId, ask: Ask): Promise<Reading<readonly string[]>> {
      return client.outcome('allcallinfoEx', async () => {
        const reply = await query(`/calldata/${own.agentId}/allcallinfoEx/${agentId}`, ask);
        return read(
          withoutCalls(reply, []),
          (result) => callIdList.safeParse(result ?? []).data,
          AGENT_RETCODES,
        );
      });
    },

    /** State of another agent of the VDN: `agentbyworkno`, page 0415. */
    agent(agentId: AgentId, ask: Ask): Promise<Reading<AgentOnFloor>> {
      return client.outcome('agentbyworkno', async () => {
        const reply = await query(`/agentgroup/${own.agentId}/agentbyworkno/${agentId}`, ask);
        if (reply.retcode === '0' && firstRecord(reply.result) === undefined)
          return unknownAgent(clock.now());
        const reading = read(reply, (result) => readAgent(result, agentId, clock.now()), AGENT_RETCODES);
        return reading.kind === 'value' && reading.value.state === 'signed-out'
          ? signedOut(reading.takenAt)
          : reading;
      });
    },

    /** All agents signed in to a queue, without the bot's own agent: `allonlineagents`, page 0416. */
    snapshot(ask: Ask): Promise<Reading<Snapshot>> {
      return client.outcome('allonlineagents', async () => {
        const path = `/agentgroup/${own.agentId}/allonlineagents`;
        const reply = await query(path, ask, undefined, { maxBodyBytes: SNAPSHOT_MAX_BYTES });
        return read(emptyWithoutQueues(reply), (records) =>
          readOnlineAgents(records, own.agentId, clock.now()),
        );
      });
    },

    /** Names of the VDN's queues: `agentvdnskill`, page 0409. */
    queueNames(ask: Ask): Promise<Reading<ReadonlyMap<QueueId, string>>> {
      return client.outcome('agentvdnskill', async () => {
        const reply = await query(`/queuedevice/${own.agentId}/agentvdnskill`, ask);
        return read(emptyWithoutQueues(reply), readQueueNames);
      });
    },

    /** Calls waiting in the given queues: `queryacdstat`, page 1023. */
    queueWaits(queueIds: readonly QueueId[], ask: Ask): Promise<Reading<ReadonlyMap<QueueId, QueueBacklog>>> {
      return client.outcome('queryacdstat', async () => {
        const path = `/queuedevice/${own.agentId}/queryacdstat`;
        const chunks = chunksOf(queueIds, QUEUES_PER_GATEWAY_REQUEST);
        const readings = await Promise.all(
          chunks.map(async (skills) =>
            read(await query(path, ask, { skills }), (result) => readQueueBacklogs(result, skills)),
          ),
        );
        return joinReadings(readings, clock.now());
      });
    },
  };

  function read<T>(
    { retcode, result }: GatewayReply,
    parse: (result: unknown) => T | undefined,
    outcomes: RetcodeTable = FLOOR_RETCODES,
  ): Reading<T> {
    const meaning = meaningOf(retcode);
    if (meaning === 'success') {
      const value = parse(result);
      if (value !== undefined) return { kind: 'value', value, takenAt: clock.now() };
      throw new FloorwalkerError('upstream-garbled', {
        detail: 'the result has another shape than documented',
      });
    }
    if (meaning === 'unknown-agent') return unknownAgent(clock.now());
    if (meaning === 'not-permitted') return { kind: 'refused', scope: 'agent' };
    const outcome = outcomes.get(retcode);
    if (outcome !== undefined) return outcome(clock.now());
    throw rejection(retcode);
  }
}

/** Outcomes without a value by `retcode`; `takenAt` is epoch milliseconds. */
type RetcodeTable = ReadonlyMap<string, (takenAt: number) => WithoutValue>;

const unknownAgent = (takenAt: number): WithoutValue => ({ kind: 'unknown-agent', takenAt });
const signedOut = (takenAt: number): WithoutValue => ({ kind: 'signed-out', takenAt });
const notInCall = (): WithoutValue => ({ kind: 'not-in-call' });

const FLOOR_RETCODES: RetcodeTable = new Map();

/** For interfaces whose only variable parameter is the agent: a bad parameter means an unknown agent. */
const AGENT_RETCODES: RetcodeTable = new Map([
  ['000-002', unknownAgent],
  ['100-006', signedOut],
]);

/** For `calldata/{A}/…`: the gateway compares the GUID with agent A, so it may refuse every agent except the bot's own. */
const CALLDATA_RETCODES: RetcodeTable = new Map([
  ['000-002', unknownAgent],
  // 000-003 concerns the GUID and so all other agents; 100-006 may concern this agent alone, if it is signed out (page 0580).
  ['000-003', () => ({ kind: 'refused', scope: 'route' })],
  ['100-006', () => ({ kind: 'refused', scope: 'agent' })],
]);

/** `statisticsEx` needs an agent in a call and lists 100-007 (page 0428), which it returns for an agent without a call. */
const STATISTICS_RETCODES: RetcodeTable = new Map([
  ...CALLDATA_RETCODES,
  ['100-007', notInCall],
  ['400-001', notInCall],
  ['400-002', notInCall],
]);

/** Replaces 400-001 and 400-002, which mean that the agent has no call, by success with the given result. */
function withoutCalls(reply: GatewayReply, result: unknown): GatewayReply {
  return meaningOf(reply.retcode) === 'no-call' ? { ...reply, retcode: '0', result } : reply;
}

/** Replaces 600-005, which means that the VDN has no queues, by success with an empty list. */
function emptyWithoutQueues(reply: GatewayReply): GatewayReply {
  return reply.retcode === '600-005' ? { ...reply, retcode: '0', result: [] } : reply;
}

function toStatistics(result: unknown): CallStatistics | undefined {
  const { data } = statisticsRecord.safeParse(result);
  return data && { talkSeconds: data.talktime, answered: data.answernums, outbound: data.calloutnums };
}
