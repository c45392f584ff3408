import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import type { AgentId } from '../../domain/floor/agent-id.ts';
import type { CallStatistics } from '../../domain/floor/call-statistics.ts';
import { inChunks } from '../../domain/floor/in-chunks.ts';
import { QUEUES_PER_GATEWAY_REQUEST } from '../../domain/floor/queue-id.ts';
import type { QueueWait } from '../../domain/floor/queue-status.ts';
import type { Ask, Reading, WithoutValue } from '../../domain/floor/reading.ts';
import type { AgentOnFloor, QueueId, Snapshot } from '../../domain/floor/snapshot.ts';
import { FloorwalkerError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { SNAPSHOT_MAX_BYTES } from '../http/dispatcher.ts';
import type { UpstreamClient } from '../http/upstream-client.ts';
import { joinReadings } from '../join-readings.ts';
import { soleRecord } from '../loose.ts';
import { countUpTo, MOST } from '../plausible.ts';
import { readQueueNames } from '../queue-names.ts';
import { meaningOf, rejection } from './codes.ts';
import type { GatewayReply } from './envelope.ts';
import { createGatewayPace, type GatewayPaceOptions, SHARES, WINDOW_MS } from './gateway-pace.ts';
import type { SharedSession } from './live-session.ts';
import { readAgent, readOnlineAgents } from './online-agents.ts';
import { readQueueWaits } from './queues.ts';
import { GatewaySession, type SessionHealth } from './session.ts';
import { createSessionQuery } from './session-query.ts';
import type { SessionTiming } from './session-timing.ts';
import type { GatewayAgent } from './sign-in.ts';

export interface GatewayClientOptions {
  readonly client: UpstreamClient;
  readonly agent: GatewayAgent;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Other processes may ask as this agent too: they share its pace. */
  readonly isShared?: boolean;
  readonly pace?: GatewayPaceOptions | undefined;
  readonly timing?: Partial<SessionTiming> | undefined;
}

const callIdList = z.array(z.string());
const callCount = countUpTo(MOST.callsInHand);
const statisticsRecord = z.object({
  talktime: countUpTo(MOST.talkSeconds),
  answernums: countUpTo(MOST.callsOfDay),
  calloutnums: countUpTo(MOST.callsOfDay),
});

export interface GatewayClient extends ReturnType<typeof createGatewayClient> {}

/** CC-Gateway's read-only interfaces, asked as the bot's own agent. All throw `FloorwalkerError` on failure. */
export function createGatewayClient(options: GatewayClientOptions) {
  const { client, agent: own, clock, logger, timing } = options;
  const session = new GatewaySession({ client, agent: own, clock, logger, timing });
  // What the leader before asked last still counts at first.
  const share = () => (session.isHeld(WINDOW_MS) ? SHARES.leading : SHARES.following);
  const pace = createGatewayPace({
    requests: options.isShared === true ? share : SHARES.alone,
    ...options.pace,
  });
  let stopping: Promise<void> | undefined;
  const query = createSessionQuery({ client, session, pace, agentId: own.agentId });

  return {
    start: () => session.start(),
    /** Signs out once, however often it is called. */
    stop: () => (stopping ??= session.stop()),
    /** For several processes that share one session: see `session-sharing.ts`. */
    handOver: () => session.handOver(),
    follow: (shared: SharedSession): void => session.follow(shared),
    shared: (): SharedSession | null => session.shared(),
    health: (): SessionHealth => session.health(),
    /** Whether this process holds the session; another's is asked under, or none is to be had yet. */
    holdsSession: () => session.isHeld(),
    isSignedIn: () => session.health().state === 'signed-in',

    /** Calls in hand: `callnums`, page 0426. */
    callCount(agentId: AgentId, ask: Ask): Promise<Reading<number>> {
      return client.outcome('callnums', async () => {
        const reply = await query(`/calldata/${agentId}/callnums`, ask);
        return read(withoutCalls(reply, 0), (result) => callCount.safeParse(result).data, AS_THE_CALLER);
      });
    },

    /** Talk time, answered, placed: `statisticsEx`, page 0428. Since sign-in or today, depending on the issue. */
    statistics(agentId: AgentId, ask: Ask): Promise<Reading<CallStatistics>> {
      return client.outcome('statisticsEx', async () => {
        return read(await query(`/calldata/${agentId}/statisticsEx`, ask), toStatistics, STATISTICS);
      });
    },

    /** Ids of another agent's calls, same VDN: `allcallinfoEx`, page 0425. */
    callIds(agentId: AgentId, ask: Ask): Promise<Reading<readonly string[]>> {
      return client.outcome('allcallinfoEx', async () => {
        const reply = await query(`/calldata/${own.agentId}/allcallinfoEx/${agentId}`, ask);
        return read(
          withoutCalls(reply, []),
          (result) => callIdList.safeParse(result ?? []).data,
          ABOUT_AN_AGENT,
        );
      });
    },

    /** One other agent of the VDN: `agentbyworkno`, page 0415. */
    agent(agentId: AgentId, ask: Ask): Promise<Reading<AgentOnFloor>> {
      return client.outcome('agentbyworkno', async () => {
        const reply = await query(`/agentgroup/${own.agentId}/agentbyworkno/${agentId}`, ask);
        if (reply.retcode === '0' && soleRecord(reply.result) === undefined) return unknownAgent(clock.now());
        const reading = read(reply, (result) => readAgent(result, agentId, clock.now()), ABOUT_AN_AGENT);
        return reading.kind === 'value' && reading.value.state === 'signed-out'
          ? signedOut(reading.takenAt)
          : reading;
      });
    },

    /** Everyone signed in to a queue: `allonlineagents`, page 0416. The bot's own agent is left out. */
    snapshot(ask: Ask): Promise<Reading<Snapshot>> {
      return client.outcome('allonlineagents', async () => {
        const path = `/agentgroup/${own.agentId}/allonlineagents`;
        const reply = await query(path, ask, undefined, { maxBodyBytes: SNAPSHOT_MAX_BYTES });
        return read(emptyWithoutQueues(reply), (records) =>
          readOnlineAgents(records, own.agentId, clock.now()),
        );
      });
    },

    /** The VDN's queues by name: `agentvdnskill`, page 0409. */
    queueNames(ask: Ask): Promise<Reading<ReadonlyMap<QueueId, string>>> {
      return client.outcome('agentvdnskill', async () => {
        const reply = await query(`/queuedevice/${own.agentId}/agentvdnskill`, ask);
        return read(emptyWithoutQueues(reply), readQueueNames);
      });
    },

    /** Callers waiting in each of these queues: `queryacdstat`, page 1023. */
    queueWaits(queueIds: readonly QueueId[], ask: Ask): Promise<Reading<ReadonlyMap<QueueId, QueueWait>>> {
      return client.outcome('queryacdstat', async () => {
        const path = `/queuedevice/${own.agentId}/queryacdstat`;
        const chunks = inChunks(queueIds, QUEUES_PER_GATEWAY_REQUEST);
        const readings = await Promise.all(
          chunks.map(async (skills) =>
            read(await query(path, ask, { skills }), (result) => readQueueWaits(result, skills)),
          ),
        );
        return joinReadings(readings, clock.now());
      });
    },
  };

  function read<T>(
    { retcode, result }: GatewayReply,
    parse: (result: unknown) => T | undefined,
    withoutValue: Sayings = ABOUT_THE_FLOOR,
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
    const says = withoutValue.get(retcode);
    if (says !== undefined) return says(clock.now());
    throw rejection(retcode);
  }
}

/** What a retcode says, at that instant. */
type Sayings = ReadonlyMap<string, (takenAt: number) => WithoutValue>;

const unknownAgent = (takenAt: number): WithoutValue => ({ kind: 'unknown-agent', takenAt });
const signedOut = (takenAt: number): WithoutValue => ({ kind: 'signed-out', takenAt });
const notInCall = (): WithoutValue => ({ kind: 'not-in-call' });

const ABOUT_THE_FLOOR: Sayings = new Map();

/** The one parameter of these that a person chooses is the agent. */
const ABOUT_AN_AGENT: Sayings = new Map([
  ['000-002', unknownAgent],
  ['100-006', signedOut],
]);

/** `calldata/{A}/…`: A is the caller in the gateway's eyes, so whoever is not the bot's own agent may be refused. */
const AS_THE_CALLER: Sayings = new Map([
  ['000-002', unknownAgent],
  // About the GUID, and so about every agent but ours; 100-006 may be about this one (page 0580), if it is signed out.
  ['000-003', () => ({ kind: 'refused', scope: 'route' })],
  ['100-006', () => ({ kind: 'refused', scope: 'agent' })],
]);

/** Page 0428 asks for an agent in a call and lists 100-007; outside a call it means no more than that. */
const STATISTICS: Sayings = new Map([
  ...AS_THE_CALLER,
  ['100-007', notInCall],
  ['400-001', notInCall],
  ['400-002', notInCall],
]);

/** 400-001 and 400-002 are ways of saying that there is none. */
function withoutCalls(reply: GatewayReply, result: unknown): GatewayReply {
  return meaningOf(reply.retcode) === 'no-call' ? { ...reply, retcode: '0', result } : reply;
}

/** `600-005`: the VDN has no queues, so nobody is in one and none has a name. */
function emptyWithoutQueues(reply: GatewayReply): GatewayReply {
  return reply.retcode === '600-005' ? { ...reply, retcode: '0', result: [] } : reply;
}

function toStatistics(result: unknown): CallStatistics | undefined {
  const { data } = statisticsRecord.safeParse(result);
  return data && { talkSeconds: data.talktime, answered: data.answernums, placed: data.calloutnums };
}
