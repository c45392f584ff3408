import { z } from 'zod';
import { type AgentId, toAgentId } from '../../domain/agent-id.ts';
import { agentStateFrom } from '../../domain/agent-state.ts';
import type { AgentOnFloor, QueueId, Snapshot } from '../../domain/snapshot.ts';
import { looseInt, optionalCount, optionalInt } from '../loose.ts';

/**
 * The fields that we use of an agent record (page 0416). The telephone number is left where it is: what is not read
 * cannot leak. Declared as a plain `z.object`, since this runs ten thousand times per snapshot.
 */
export const agentRecord = z.object({
  workno: looseInt,
  name: z.string().nullish().catch(null),
  status: optionalInt,
  ctiStatus: optionalInt,
  currentstatetime: optionalCount,
  logindate: optionalCount,
  currentStateReason: optionalCount,
});

const queueRecord = z.object({
  skillId: looseInt,
  agent: z.array(z.unknown()).nullish(),
});

const queueRecords = z.array(z.unknown());

export function toAgentOnFloor(
  record: z.infer<typeof agentRecord>,
  queues: readonly QueueId[] | null,
): AgentOnFloor | undefined {
  const id = toAgentId(record.workno);
  if (id === undefined) return undefined;
  return {
    id,
    name: record.name?.trim() || null,
    state: agentStateFrom(record),
    secondsInState: record.currentstatetime ?? null,
    reason: record.currentStateReason || null,
    signedInAt: record.logindate || null,
    queues,
  };
}

/**
 * Turns `allonlineagents` into a snapshot: each agent once, with all queues. One bad record costs that record and is
 * counted; `undefined` where the reply is no list at all. A VDN without anyone signed in may send null.
 */
export function readOnlineAgents(result: unknown, ownAgentId: number): Snapshot | undefined {
  const list = queueRecords.safeParse(result ?? []);
  if (!list.success) return undefined;
  const agents = new Map<AgentId, AgentOnFloor & { queues: QueueId[] }>();
  const queues = new Map<QueueId, AgentId[]>();
  let unreadable = 0;

  for (const entry of list.data) {
    const queue = queueRecord.safeParse(entry);
    if (!queue.success) {
      unreadable += 1;
      continue;
    }
    const members = queues.get(queue.data.skillId) ?? [];
    queues.set(queue.data.skillId, members);
    for (const row of queue.data.agent ?? []) {
      const record = agentRecord.safeParse(row);
      if (record.success && record.data.workno === ownAgentId) continue;
      const agent = record.success ? toAgentOnFloor(record.data, null) : undefined;
      if (agent === undefined) {
        unreadable += 1;
        continue;
      }
      const seen = agents.get(agent.id) ?? { ...agent, queues: [] };
      if (seen.queues.includes(queue.data.skillId)) continue;
      seen.queues.push(queue.data.skillId);
      agents.set(agent.id, seen);
      members.push(agent.id);
    }
  }
  for (const agent of agents.values()) agent.queues.sort((left, right) => left - right);
  return { agents, queues, unreadable };
}
