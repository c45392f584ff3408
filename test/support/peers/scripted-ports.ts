import type { Directory, Membership } from '../../../src/authorization/directory.ts';
import { type AgentId, toAgentId } from '../../../src/domain/floor/agent-id.ts';
import type { AgentState } from '../../../src/domain/floor/agent-state.ts';
import type { Reading, Value } from '../../../src/domain/floor/reading.ts';
import type { AgentOnFloor, QueueId, Snapshot } from '../../../src/domain/floor/snapshot.ts';
import { type ErrorCode, FloorwalkerError } from '../../../src/errors.ts';
import type { CmsPort, GatewayPort } from '../../../src/queries/ports.ts';
import { NINE } from '../clocks/manual-clock.ts';

/** The calls to a port by name, with the agent if there is one. */
export interface Asked {
  readonly asked: string[];
}

/** Creates a port whose interfaces all fail unless the script answers them. */
export function scriptedGateway(script: Partial<GatewayPort> = {}): GatewayPort & Asked {
  const asked: string[] = [];
  const port: GatewayPort = {
    callCount: unreachable,
    callIds: unreachable,
    statistics: unreachable,
    agent: unreachable,
    snapshot: unreachable,
    queueNames: unreachable,
    queueWaits: unreachable,
    isSignedIn: () => false,
    ...script,
  };
  return {
    asked,
    isSignedIn: () => port.isSignedIn(),
    ...recordingPeople(port, asked),
    snapshot: (ask) => recorded(asked, 'snapshot', () => port.snapshot(ask)),
    queueNames: (ask) => recorded(asked, 'queueNames', () => port.queueNames(ask)),
    queueWaits: (ids, ask) => recorded(asked, `queueWaits ${ids.join()}`, () => port.queueWaits(ids, ask)),
  };
}

export function scriptedCms(script: Partial<CmsPort> = {}): CmsPort & Asked {
  const asked: string[] = [];
  const port: CmsPort = {
    callIds: unreachable,
    statistics: unreachable,
    statisticsOf: unreachable,
    agent: unreachable,
    floorTotals: unreachable,
    roster: unreachable,
    queueMembers: unreachable,
    queueNames: unreachable,
    queueWaits: unreachable,
    agentExists: () => undefined,
    ...script,
  };
  const { callCount: _gatewaysOwn, ...people } = recordingPeople({ ...port, callCount: unreachable }, asked);
  return {
    asked,
    ...people,
    statisticsOf: (ids, ask) =>
      recorded(asked, `statisticsOf ${ids.join()}`, () => port.statisticsOf(ids, ask)),
    agentExists: (id, exists) => port.agentExists(id, exists),
    floorTotals: (ask, agents) => recorded(asked, 'floorTotals', () => port.floorTotals(ask, agents)),
    roster: (ask) => recorded(asked, 'roster', () => port.roster(ask)),
    queueMembers: (ids, ask) =>
      recorded(asked, `queueMembers ${ids.join()}`, () => port.queueMembers(ids, ask)),
    queueNames: (ask) => recorded(asked, 'queueNames', () => port.queueNames(ask)),
    queueWaits: (ids, ask) => recorded(asked, `queueWaits ${ids.join()}`, () => port.queueWaits(ids, ask)),
  };
}

type AboutPeople = Pick<GatewayPort, 'callCount' | 'callIds' | 'statistics' | 'agent'>;

function recordingPeople(port: AboutPeople, asked: string[]): AboutPeople {
  return {
    callCount: (id, ask) => recorded(asked, `callCount ${id}`, () => port.callCount(id, ask)),
    callIds: (id, ask) => recorded(asked, `callIds ${id}`, () => port.callIds(id, ask)),
    statistics: (id, ask) => recorded(asked, `statistics ${id}`, () => port.statistics(id, ask)),
    agent: (id, ask) => recorded(asked, `agent ${id}`, () => port.agent(id, ask)),
  };
}

function recorded<T>(asked: string[], call: string, answer: () => T): T {
  asked.push(call);
  return answer();
}

function unreachable(): Promise<never> {
  return fails('upstream-unreachable')();
}

export function fails(code: ErrorCode): () => Promise<never> {
  return () => Promise.reject(new FloorwalkerError(code));
}

/** Returns a function that always resolves to this reading. */
export function gives<T>(reading: Reading<T>): () => Promise<Reading<T>> {
  return async () => reading;
}

export function value<T>(of: T, takenAt = NINE): Value<T> {
  return { kind: 'value', value: of, takenAt };
}

export function agentId(id: number): AgentId {
  const checked = toAgentId(id);
  if (checked === undefined) throw new Error(`${id} is no agent id`);
  return checked;
}

export function person(
  id: number,
  state: AgentState = 'available',
  queues: QueueId[] | null = [1],
): AgentOnFloor {
  return { id: agentId(id), name: null, state, secondsInState: 1, reason: null, signedInAt: null, queues };
}

export function floor(...people: AgentOnFloor[]): Snapshot {
  const queues = new Map<QueueId, AgentId[]>();
  for (const { id, queues: served } of people) {
    for (const queue of served ?? []) queues.set(queue, [...(queues.get(queue) ?? []), id]);
  }
  return { agents: new Map(people.map((each) => [each.id, each])), queues, malformedRecords: 0 };
}

/**
 * A directory of the Slack workspace `T1`: its accounts and the members of user groups. Anyone else is a full member.
 */
export function scriptedDirectory(
  people: Record<string, Membership> = {},
  groups: Record<string, readonly string[]> = {},
): Directory & Asked {
  const asked: string[] = [];
  return {
    asked,
    teamId: 'T1',
    lacks: () => false,
    membership: (userId) => recorded(asked, userId, async () => people[userId] ?? 'full-member'),
    groupMembers: (groupId) => recorded(asked, groupId, async () => new Set(groups[groupId] ?? [])),
  };
}
