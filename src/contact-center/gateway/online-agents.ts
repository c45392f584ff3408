import { z } from 'zod';
import { type AgentId, toAgentId } from '../../domain/floor/agent-id.ts';
import { agentStateFrom } from '../../domain/floor/agent-state.ts';
import type { AgentOnFloor, QueueId, Snapshot } from '../../domain/floor/snapshot.ts';
import { looseCount, readInt, readName } from '../coerce.ts';
import { PLAUSIBLE_MAX, readAgentTimes, readCountUpTo, readStateCode } from '../plausible.ts';

/**
 * An agent record (page 0416), of which six fields are read. The phone number is not read, so it cannot leak. The fields are
 * read without zod, which would double the cost of a snapshot with 10,000 records. A malformed field affects only itself.
 */
type AgentRecord = Readonly<Record<string, unknown>>;

const queueRecord = z.object({
  skillId: looseCount,
  agent: z.array(z.unknown()).nullish(),
});

const queueRecords = z.array(z.unknown());

/**
 * Reads the record of one agent, without queues. Some sites send a list of one record. `undefined` if there is no record of
 * this agent.
 *
 * @param now epoch milliseconds
 */
export function readAgent(result: unknown, agentId: AgentId, now: number): AgentOnFloor | undefined {
  const rows: readonly unknown[] = Array.isArray(result) ? result : [result];
  const record = rows.filter(isRecord).find((row) => agentIdOf(row) === agentId);
  return record && toAgentOnFloor(agentId, record, null, now);
}

function isRecord(row: unknown): row is AgentRecord {
  return typeof row === 'object' && row !== null;
}

function agentIdOf(record: AgentRecord): AgentId | undefined {
  const number = readInt(record['workno']);
  return number === undefined ? undefined : toAgentId(number);
}

function toAgentOnFloor<Q extends QueueId[] | null>(
  id: AgentId,
  record: AgentRecord,
  queues: Q,
  now: number,
) {
  return {
    id,
    name: readName(record['name']),
    state: agentStateFrom({
      ctiStatus: readStateCode(record['ctiStatus']),
      status: readStateCode(record['status']),
    }),
    reason: readCountUpTo(record['currentStateReason'], PLAUSIBLE_MAX.code) || null,
    ...readAgentTimes({ inState: record['currentstatetime'], signedInAt: record['logindate'] }, now),
    queues,
  };
}

/**
 * Converts `allonlineagents` to a snapshot with each agent once and all its queues. Malformed records are counted and left
 * out. `undefined` if the result is no list; null means an empty VDN.
 *
 * @param ownAgentId the bot's own agent, which is left out
 * @param now epoch milliseconds
 */
export function readOnlineAgents(result: unknown, ownAgentId: number, now: number): Snapshot | undefined {
  const list = queueRecords.safeParse(result ?? []);
  if (!list.success) return undefined;
  const agents = new Map<AgentId, AgentOnFloor & { readonly queues: QueueId[] }>();
  const queues = new Map<QueueId, AgentId[]>();
  let malformedRecords = 0;

  for (const entry of list.data) {
    const queue = queueRecord.safeParse(entry);
    if (!queue.success) {
      malformedRecords += 1;
      continue;
    }
    const members = queues.get(queue.data.skillId) ?? [];
    queues.set(queue.data.skillId, members);
    for (const row of queue.data.agent ?? []) {
      const id = isRecord(row) ? agentIdOf(row) : undefined;
      if (!isRecord(row) || id === undefined) malformedRecords += 1;
      else if (id !== ownAgentId) place(id, row, queue.data.skillId, members);
    }
  }
  for (const agent of agents.values()) agent.queues.sort((left, right) => left - right);
  return { agents, queues, malformedRecords };

  function place(id: AgentId, record: AgentRecord, queueId: QueueId, members: AgentId[]): void {
    const seen = agents.get(id) ?? toAgentOnFloor<QueueId[]>(id, record, [], now);
    agents.set(id, seen);
    if (seen.queues.includes(queueId)) return;
    seen.queues.push(queueId);
    members.push(id);
  }
}
