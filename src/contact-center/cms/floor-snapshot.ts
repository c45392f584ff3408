import { z } from 'zod';
import { type AgentId, toAgentId } from '../../domain/agent-id.ts';
import { type AgentState, agentStateFrom } from '../../domain/agent-state.ts';
import type { Ask } from '../../domain/reading.ts';
import type { AgentOnFloor, QueueId, Roster, Snapshot } from '../../domain/snapshot.ts';
import { FloorwalkerError } from '../../errors.ts';
import { looseInt, optionalCount } from '../loose.ts';
import type { CmsRequests } from './cms-requests.ts';
import { furtherOffsets, readPages } from './pages.ts';

/** The most that `totalagentabstractex3` takes (page 0598). */
const PAGE = 1_000;

const stateRow = z.object({ agentId: looseInt, currentState: looseInt, currentStateTime: optionalCount });

/** Which agents are in a queue; the row's fields are inferred, so ids are taken from a list of numbers or of rows. */
const memberRow = z.object({
  skillId: looseInt,
  agentIds: z.array(looseInt).optional(),
  agents: z.array(z.object({ agentId: looseInt })).optional(),
});

interface AgentNow {
  readonly state: AgentState;
  readonly secondsInState: number | null;
}

/**
 * The floor without a gateway: states from `vdn/totalagentabstractex3` (page 0598), every page, and who is in which
 * queue from `realindex/agent/agentsinskill`. Names are not among them, and neither is a reason.
 */
export async function readFloorSnapshot(
  requests: CmsRequests,
  queueIds: readonly QueueId[],
  ask: Ask,
): Promise<Snapshot> {
  const [states, queues] = await Promise.all([
    readStates(requests, ask),
    readMembers(requests, queueIds, ask),
  ]);
  const agents = new Map<AgentId, AgentOnFloor & { queues: QueueId[] }>();
  for (const [id, { state, secondsInState }] of states.agents) {
    if (state !== 'signed-out') {
      agents.set(id, { id, name: null, state, secondsInState, reason: null, signedInAt: null, queues: [] });
    }
  }
  for (const [queueId, members] of queues) {
    for (const member of members) agents.get(member)?.queues.push(queueId);
  }
  const signedIn = Array.from(
    queues,
    ([id, members]) => [id, members.filter((member) => agents.has(member))] as const,
  );
  return { agents, queues: new Map(signedIn), unreadable: states.unreadable };
}

/** Everyone whom the VDN has, signed in or not: `vdn/totalagentabstractex3`, every page. Knows no names and no queues. */
export async function readRoster(requests: CmsRequests, ask: Ask): Promise<Roster> {
  const { agents, unreadable } = await readStates(requests, ask);
  const rows = Array.from(agents, ([id, { state, secondsInState }]): [AgentId, AgentOnFloor] => [
    id,
    { id, name: null, state, secondsInState, reason: null, signedInAt: null, queues: null },
  ]);
  return { agents: new Map(rows), unreadable };
}

async function readStates(requests: CmsRequests, ask: Ask) {
  const first = await readStatePage(requests, 0, ask);
  const others = await readPages(furtherOffsets(first.count, PAGE), ask, (offset, asked) =>
    readStatePage(requests, offset, asked),
  );
  const agents = new Map<AgentId, AgentNow>();
  let unreadable = 0;
  for (const row of [first, ...others].flatMap(({ rows }) => rows)) {
    const { data } = stateRow.safeParse(row);
    const id = data && toAgentId(data.agentId);
    if (data === undefined || id === undefined) unreadable += 1;
    else {
      const state = agentStateFrom({ ctiStatus: data.currentState });
      agents.set(id, { state, secondsInState: data.currentStateTime ?? null });
    }
  }
  return { agents, unreadable };
}

async function readStatePage(requests: CmsRequests, offset: number, ask: Ask) {
  const reply = await requests.flat('vdn/totalagentabstractex3', { limit: PAGE, offset }, ask);
  if (reply.kind !== 'payload') throw new FloorwalkerError('upstream-rejected', { detail: reply.kind });
  const rows = z.array(z.unknown()).safeParse(reply.payload ?? []);
  if (!rows.success || reply.count === undefined) {
    throw new FloorwalkerError('upstream-garbled', {
      detail: 'a page of agents has another shape than documented',
    });
  }
  return { rows: rows.data, count: reply.count };
}

async function readMembers(requests: CmsRequests, skillIds: readonly QueueId[], ask: Ask) {
  const queues = new Map<QueueId, AgentId[]>();
  if (skillIds.length === 0) return queues;
  const reply = await requests.eitherStyle('realindex/agent/agentsinskill', { skillIds }, ask);
  if (reply.kind !== 'payload') throw new FloorwalkerError('upstream-rejected', { detail: reply.kind });
  const rows = z.array(memberRow).safeParse(reply.payload ?? []);
  if (!rows.success)
    throw new FloorwalkerError('upstream-garbled', { detail: 'the list of agents in queues' });
  for (const { skillId, agentIds, agents } of rows.data) {
    const ids = agentIds ?? agents?.map(({ agentId }) => agentId) ?? [];
    queues.set(
      skillId,
      ids.map(toAgentId).filter((id) => id !== undefined),
    );
  }
  return queues;
}
