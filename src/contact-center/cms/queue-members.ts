import { z } from 'zod';
import { toAgentId } from '../../domain/floor/agent-id.ts';
import { inChunks } from '../../domain/floor/in-chunks.ts';
import type { Ask } from '../../domain/floor/reading.ts';
import type { QueueId, QueueMembers } from '../../domain/floor/snapshot.ts';
import { FloorwalkerError } from '../../errors.ts';
import { looseCount, readInt } from '../loose.ts';
import { readRowsAbout } from '../rows.ts';
import type { CmsRequests } from './cms-requests.ts';
import { missingRows } from './envelope.ts';
import { readPages } from './pages.ts';
import { legalQueues, QUEUES_AT_A_TIME } from './queues.ts';

const someList = z.array(z.unknown()).nullish();
const memberRecord = z.object({ agentId: z.unknown() });

/**
 * Who is in one queue. The row's fields are inferred, so ids are taken from a list of numbers or of rows. null is how
 * some sites send an empty list; a row with neither field says nothing of its queue.
 */
const memberRow = z
  .object({ skillId: looseCount, agentIds: someList, agents: someList })
  .refine(({ agentIds, agents }) => agentIds !== undefined || agents !== undefined)
  .transform(({ skillId, agentIds, agents }) => {
    const sent = agentIds ?? agents ?? [];
    const ids = sent.map(toMember).filter((id) => id !== undefined);
    return { skillId, members: [...new Set(ids)], unreadable: sent.length - ids.length };
  });

/** Who is signed in to each of these queues: `realindex/agent/agentsinskill`, old page 2550. */
export async function readQueueMembers(
  requests: CmsRequests,
  queueIds: readonly QueueId[],
  ask: Ask,
): Promise<QueueMembers> {
  const [first, ...others] = inChunks(legalQueues(queueIds), QUEUES_AT_A_TIME);
  if (first === undefined) return { queues: new Map(), queuesRead: new Set(), unreadable: 0 };
  // The first chunk alone: it may have to find out which form of body this site takes.
  const chunks = [
    await readChunk(requests, first, ask),
    ...(await readPages([...others.keys()], ask, (index, asked) =>
      readChunk(requests, others[index] ?? [], asked),
    )),
  ];
  return {
    queues: new Map(chunks.flatMap(({ queues }) => [...queues])),
    queuesRead: new Set(chunks.flatMap(({ queuesRead }) => [...queuesRead])),
    unreadable: chunks.reduce((sum, { unreadable }) => sum + unreadable, 0),
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
  const unreadable = list.unreadable + missingRows(reply);
  const queues = new Map(list.rows.map(({ skillId, members }) => [skillId, members] as const));
  return {
    queues,
    // A queue without a row has no agents. A malformed or missing row may belong to any queue, so no queue is called empty then.
    queuesRead: new Set(unreadable === 0 ? [...skillIds, ...queues.keys()] : queues.keys()),
    unreadable: list.rows.reduce((sum, row) => sum + row.unreadable, unreadable),
  };
}

function toMember(sent: unknown) {
  const id = readInt(memberRecord.safeParse(sent).data?.agentId ?? sent);
  return id === undefined ? undefined : toAgentId(id);
}
