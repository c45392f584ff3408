import { z } from 'zod';
import { type AgentId, toAgentId } from '../../domain/agent-id.ts';
import { agentStateFrom } from '../../domain/agent-state.ts';
import type { Ask } from '../../domain/reading.ts';
import type { AgentOnFloor, Roster } from '../../domain/snapshot.ts';
import { FloorwalkerError } from '../../errors.ts';
import { looseInt, optionalCount } from '../loose.ts';
import type { CmsRequests } from './cms-requests.ts';
import { furtherOffsets, readPages } from './pages.ts';

/** The most that `totalagentabstractex3` takes (page 0598). */
const PAGE = 1_000;

const stateRow = z.object({ agentId: looseInt, currentState: looseInt, currentStateTime: optionalCount });

/** Everyone whom the VDN has, signed in or not: `vdn/totalagentabstractex3` (page 0598), every page. Knows no names, reasons or queues. */
export async function readRoster(requests: CmsRequests, ask: Ask): Promise<Roster> {
  const first = await readPage(requests, 0, ask);
  const others = await readPages(furtherOffsets(first.count, PAGE), ask, (offset, asked) =>
    readPage(requests, offset, asked),
  );
  const agents = new Map<AgentId, AgentOnFloor>();
  let unreadable = 0;
  for (const row of [first, ...others].flatMap(({ rows }) => rows)) {
    const { data } = stateRow.safeParse(row);
    const id = data && toAgentId(data.agentId);
    if (data === undefined || id === undefined) unreadable += 1;
    else {
      const state = agentStateFrom({ ctiStatus: data.currentState });
      const secondsInState = data.currentStateTime ?? null;
      agents.set(id, { id, name: null, state, secondsInState, reason: null, signedInAt: null, queues: null });
    }
  }
  return { agents, count: first.count, unreadable };
}

async function readPage(requests: CmsRequests, offset: number, ask: Ask) {
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
