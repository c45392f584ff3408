import { z } from 'zod';
import { type AgentId, toAgentId } from '../../domain/floor/agent-id.ts';
import { agentStateFrom } from '../../domain/floor/agent-state.ts';
import type { Ask } from '../../domain/floor/reading.ts';
import type { AgentOnFloor, Roster } from '../../domain/floor/snapshot.ts';
import { FloorwalkerError } from '../../errors.ts';
import { looseInt } from '../loose.ts';
import { MOST, readCountUpTo, readStateCode } from '../plausible.ts';
import type { CmsRequests } from './cms-requests.ts';
import { furtherOffsets, readPages } from './pages.ts';

/** The most that `totalagentabstractex3` takes (page 0598). */
const PAGE = 1_000;

const stateRow = z.object({
  agentId: looseInt,
  currentState: looseInt,
  currentStateTime: z.unknown().optional(),
});
const anyRows = z.array(z.unknown());

interface Page {
  readonly agents: readonly AgentOnFloor[];
  readonly unreadable: number;
  /** Places of the whole list that the page covers: a row that is sent twice stands in one place. */
  readonly places: number;
  /** How many agents the VDN has, as this page says. */
  readonly count: number;
}

/**
 * Everyone whom the VDN has, signed in or not: `vdn/totalagentabstractex3` (page 0598), every page. Knows no names,
 * reasons or queues. A site may send fewer rows than were asked for, so each page begins where the rows of the one
 * before ended; and agents may come and go while the pages are read, so the rows are held against `count`.
 */
export async function readRoster(requests: CmsRequests, ask: Ask): Promise<Roster> {
  const first = await readPage(requests, 0, ask);
  const others = await readPages(furtherOffsets(first.count, first.places), ask, (offset, asked) =>
    readStretch(requests, offset, Math.min(offset + first.places, first.count), asked),
  );
  const pages = [first, ...others.flat()];
  const agents = new Map<AgentId, AgentOnFloor>(
    pages.flatMap((page) => page.agents.map((agent) => [agent.id, agent] as const)),
  );
  const unreadable = pages.reduce((sum, page) => sum + page.unreadable, 0);
  const count = Math.max(...pages.map((page) => page.count));
  return { agents, count, unreadable, missing: Math.max(0, count - agents.size - unreadable) };
}

/** The rows from one place to another, in as many pages as the site makes of them; one without rows is the last. */
async function readStretch(requests: CmsRequests, from: number, to: number, ask: Ask): Promise<Page[]> {
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
  const reply = await requests.flat('vdn/totalagentabstractex3', { limit: PAGE, offset }, ask);
  if (reply.kind !== 'payload') throw new FloorwalkerError('upstream-rejected', { detail: reply.kind });
  const rows = anyRows.safeParse(reply.payload ?? []).data;
  if (rows === undefined || reply.count === undefined) {
    throw new FloorwalkerError('upstream-garbled', {
      detail: 'a page of agents has another shape than documented',
    });
  }
  const read = rows.map(toAgent);
  const agents = read.filter((agent) => agent !== undefined);
  const unreadable = rows.length - agents.length;
  const places = new Set(agents.map(({ id }) => id)).size + unreadable;
  return { agents, unreadable, places, count: reply.count };
}

function toAgent(row: unknown): AgentOnFloor | undefined {
  const { data } = stateRow.safeParse(row);
  const id = data && toAgentId(data.agentId);
  if (data === undefined || id === undefined) return undefined;
  return {
    id,
    name: null,
    state: agentStateFrom({ ctiStatus: readStateCode(data.currentState) }),
    secondsInState: readCountUpTo(data.currentStateTime, MOST.secondsInState) ?? null,
    reason: null,
    signedInAt: null,
    queues: null,
  };
}
