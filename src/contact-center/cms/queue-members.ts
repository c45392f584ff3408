import { z } from 'zod';
import { toAgentId } from '../../domain/floor/agent-id.ts';
import { chunksOf } from '../../domain/floor/chunks-of.ts';
import type { Ask } from '../../domain/floor/reading.ts';
import type { QueueId, QueueMembers } from '../../domain/floor/snapshot.ts';
import { FloorwalkerError } from '../../errors.ts';
import { looseCount, readInt } from '../coerce.ts';
import { readRowsAbout } from '../rows.ts';
import type { CmsRequests } from './cms-requests.ts';
import { missingRows } from './envelope.ts';
import { readPages } from './pages.ts';
import { QUEUES_PER_REQUEST, validQueueIds } from './queues.ts';

const someList = z.array(z.unknown()).nullish();
const memberRecord = z.object({ agentId: z.unknown() });

/**
 * The agents of one queue. The field names are inferred, so ids are read from a list of numbers or of records. Some sites
 * send null for an empty list; a row with neither field is malformed.
 */
const memberRow = z
  .object({ skillId: looseCount, agentIds: someList, agents: someList })
  .refine(({ agentIds, agents }) => agentIds !== undefined || agents !== undefined)
  .transform(({ skillId, agentIds, agents }) => {
    const sent = agentIds ?? agents ?? [];
    const ids = sent.map(toMember).filter((id) => id !== undefined);
    return { skillId, members: [...new Set(ids)], malformedRecords: sent.length - ids.length };
  });

/**
 * Reads the agents signed in to the given queues: `realindex/agent/agentsinskill`, old page 2550.
 *
 * @throws {FloorwalkerError} upstream-*
 */
export async function readQueueMembers(
  requests: CmsRequests,
  queueIds: readonly QueueId[],
  ask: Ask,
): Promise<QueueMembers> {
  const [first, ...others] = chunksOf(validQueueIds(queueIds), QUEUES_PER_REQUEST);
  if (first === undefined) return { queues: new Map(), queuesRead: new Set(), malformedRecords: 0 };
  // The first chunk is read alone, because it may have to find out which form of body the site accepts.
  const chunks = [
    await readChunk(requests, first, ask),
    ...(await readPages([...others.keys()], ask, (index, pageAsk) =>
      readChunk(requests, others[index] ?? [], pageAsk),
    )),
  ];
  return {
    queues: new Map(chunks.flatMap(({ queues }) => [...queues])),
    queuesRead: new Set(chunks.flatMap(({ queuesRead }) => [...queuesRead])),
    malformedRecords: chunks.reduce((sum, { malformedRecords }) => sum + malformedRecords, 0),
  };
}

async function readChunk(
  requests: CmsRequests,
  skillIds: readonly QueueId[],
  ask: Ask,
): Promise<QueueMembers> {
  const reply = await requests.eitherStyle('realindex/agent/agentsinskill', { skillIds }, ask);
  if (reply.kind !== 'payload') throw new FloorwalkerError('upstream-rejected', { detail: reply.kind });
  const list = readRowsAbout(reply.payload, memberRow, ({ skillId }) => skillId, skillIds);
  if (list === undefined)
    throw new FloorwalkerError('upstream-garbled', { detail: 'the list of agents in queues' });
  const malformedRecords = list.malformedRecords + missingRows(reply);
  const queues = new Map(list.rows.map(({ skillId, members }) => [skillId, members] as const));
  return {
    queues,
    // A queue without a row has no agents, unless rows are malformed or missing: they may belong to any queue.
    queuesRead: new Set(malformedRecords === 0 ? [...skillIds, ...queues.keys()] : queues.keys()),
    malformedRecords: list.rows.reduce((sum, row) => sum + row.malformedRecords, malformedRecords),
  };
}

function toMember(sent: unknown) {
  const id = readInt(memberRecord.safeParse(sent).data?.agentId ?? sent);
  return id === undefined ? undefined : toAgentId(id);
}
