import { z } from 'zod';
import { type AgentId, toAgentId } from '../../domain/floor/agent-id.ts';
import { agentStateFrom } from '../../domain/floor/agent-state.ts';
import type { Ask } from '../../domain/floor/reading.ts';
import type { AgentOnFloor, Roster } from '../../domain/floor/snapshot.ts';
import { FloorwalkerError } from '../../errors.ts';
import { looseInt } from '../coerce.ts';
import { PLAUSIBLE_MAX, readCountUpTo, readStateCode } from '../plausible.ts';
import type { CmsRequests } from './cms-requests.ts';
import { furtherOffsets, readPages } from './pages.ts';

/** Maximum page size of `totalagentabstractex3` (page 0598). */
const PAGE_SIZE = 1_000;

const stateRow = z.object({
  agentId: looseInt,
  currentState: looseInt,
  currentStateTime: z.unknown().optional(),
});
const anyRows = z.array(z.unknown());

interface Page {
  readonly agents: readonly AgentOnFloor[];
  readonly malformedRecords: number;
  /** Number of places of the whole list that the page covers; a row that is sent twice takes one place. */
  readonly places: number;
  /** Number of agents in the VDN according to this page. */
  readonly count: number;
}

/**
 * Reads all agents of the VDN, signed in or not, from all pages of `vdn/totalagentabstractex3` (page 0598), which has no
 * names, reasons or queues. A site may send fewer rows than the limit, so each page begins where the rows of the page before
 * ended. Agents may sign in and out while the pages are read, so the number of rows is compared with `count`.
 *
 * @throws {FloorwalkerError} upstream-*
 */
export async function readRoster(requests: CmsRequests, ask: Ask): Promise<Roster> {
  const first = await readPage(requests, 0, ask);
  const others = await readPages(furtherOffsets(first.count, first.places), ask, (offset, pageAsk) =>
    readRange(requests, offset, Math.min(offset + first.places, first.count), pageAsk),
  );
  const pages = [first, ...others.flat()];
  const agents = new Map<AgentId, AgentOnFloor>(
    pages.flatMap((page) => page.agents.map((agent) => [agent.id, agent] as const)),
  );
  const malformedRecords = pages.reduce((sum, page) => sum + page.malformedRecords, 0);
  const count = Math.max(...pages.map((page) => page.count));
  return { agents, count, malformedRecords, missing: Math.max(0, count - agents.size - malformedRecords) };
}

/** Reads the rows from one offset to another, in as many pages as the site needs, until a page without rows. */
async function readRange(requests: CmsRequests, from: number, to: number, ask: Ask): Promise<Page[]> {
  const pages: Page[] = [];
  for (let offset = from; offset < to; ) {
    const page = await readPage(requests, offset, ask);
    pages.push(page);
    if (page.places === 0) break;
    offset += page.places;
  }
  return pages;
}

async function readPage(requests: CmsRequests, offset: number, ask: Ask): Promise<Page> {
  const reply = await requests.flat('vdn/totalagentabstractex3', { limit: PAGE_SIZE, offset }, ask);
  if (reply.kind !== 'payload') throw new FloorwalkerError('upstream-rejected', { detail: reply.kind });
  const rows = anyRows.safeParse(reply.payload ?? []).data;
  if (rows === undefined || reply.count === undefined) {
    throw new FloorwalkerError('upstream-garbled', {
      detail: 'a page of agents has another shape than documented',
    });
  }
  const read = rows.map(toAgent);
  const agents = read.filter((agent) => agent !== undefined);
  const malformedRecords = rows.length - agents.length;
  const places = new Set(agents.map(({ id }) => id)).size + malformedRecords;
  return { agents, malformedRecords, places, count: reply.count };
}

function toAgent(row: unknown): AgentOnFloor | undefined {
  const { data } = stateRow.safeParse(row);
  const id = data && toAgentId(data.agentId);
  if (data === undefined || id === undefined) return undefined;
  return {
    id,
    name: null,
    state: agentStateFrom({ ctiStatus: readStateCode(data.currentState) }),
    secondsInState: readCountUpTo(data.currentStateTime, PLAUSIBLE_MAX.secondsInState) ?? null,
    reason: null,
    signedInAt: null,
    queues: null,
  };
}
