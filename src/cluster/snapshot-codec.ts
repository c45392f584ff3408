import { z } from 'zod';
import { type AgentId, toAgentId } from '../domain/floor/agent-id.ts';
import { type AgentState, toAgentState } from '../domain/floor/agent-state.ts';
import type { AgentOnFloor, QueueId, Snapshot } from '../domain/floor/snapshot.ts';
import { parseJson } from '../parse-json.ts';

type Count = number | null;
type AgentRow = readonly [
  id: AgentId,
  name: string | null,
  state: AgentState,
  secondsInState: Count,
  reason: Count,
  signedInAt: Count,
];
type QueueRow = readonly [id: QueueId, members: readonly AgentId[]];

/**
 * Lists instead of objects, because field names would double the size. Rows are checked without zod, which takes two to
 * three times as long for 10,000 agents.
 */
const written = z.object({
  agents: z.array(z.custom<AgentRow>(isAgentRow)),
  queues: z.array(z.custom<QueueRow>(isQueueRow)),
  malformedRecords: z.number(),
});

function isAgentRow(row: unknown): boolean {
  if (!Array.isArray(row) || row.length !== 6) return false;
  const [id, name, state, ...counts]: unknown[] = row;
  return (
    isAgentId(id) &&
    (name === null || typeof name === 'string') &&
    typeof state === 'string' &&
    toAgentState(state) !== undefined &&
    counts.every((count) => count === null || typeof count === 'number')
  );
}

function isQueueRow(row: unknown): boolean {
  if (!Array.isArray(row) || row.length !== 2) return false;
  const [id, members]: unknown[] = row;
  return typeof id === 'number' && Array.isArray(members) && members.every(isAgentId);
}

function isAgentId(value: unknown): boolean {
  return typeof value === 'number' && toAgentId(value) !== undefined;
}

/** Encodes a snapshot that has queues. Members are written once, with the queues. */
export function writeSnapshot({ agents, queues, malformedRecords }: Snapshot): string {
  const rows = Array.from(agents.values(), (agent) => [
    agent.id,
    agent.name,
    agent.state,
    agent.secondsInState,
    agent.reason,
    agent.signedInAt,
  ]);
  return JSON.stringify({ agents: rows, queues: [...queues], malformedRecords });
}

/** Decodes a snapshot; `undefined` for the format of another version. */
export function readSnapshot(text: string): Snapshot | undefined {
  const { data } = written.safeParse(parseJson(text));
  if (data === undefined) return undefined;
  const agents = new Map<AgentId, AgentOnFloor & { readonly queues: QueueId[] }>();
  for (const [id, name, state, secondsInState, reason, signedInAt] of data.agents)
    agents.set(id, { id, name, state, secondsInState, reason, signedInAt, queues: [] });
  for (const [queue, members] of data.queues.toSorted(([left], [right]) => left - right))
    for (const id of members) agents.get(id)?.queues.push(queue);
  return { agents, queues: new Map(data.queues), malformedRecords: data.malformedRecords };
}
