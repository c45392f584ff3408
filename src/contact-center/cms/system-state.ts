import { z } from 'zod';
import { addTotals, type FloorTotals, NOBODY } from '../../domain/floor/floor-totals.ts';
import type { Ask } from '../../domain/floor/reading.ts';
import { FloorwalkerError } from '../../errors.ts';
import { countUpTo, MOST } from '../plausible.ts';
import type { CmsRequests } from './cms-requests.ts';
import { BAD_PARAMETER } from './envelope.ts';
import { furtherOffsets, readPages } from './pages.ts';

/** The most that `systemstate` takes (page 0635). */
const PAGE = 100;

/**
 * The most agents whose pages one answer can wait for: 15 of the 20 requests that the CMS is asked in a second. The
 * others are left to the rest of the question, and to other people's.
 */
export const MOST_IN_ONE_ANSWER = 15 * PAGE;

/** No page counts more agents than are on it. */
const onPage = countUpTo(PAGE);
const pageTotals = z.object({
  totalLoginAgent: onPage,
  talkingNum: onPage,
  idleAgent: onPage,
  busyAgent: onPage,
});

/**
 * The floor's totals, every page of `systemstate` summed. The interface counts only the agents of the page asked for
 * and does not tell how many there are, and a page of zeros need not be the last (agents who are not signed in have
 * places too), so the stop rule is the `count` of `totalagentabstractex3` (page 0598). One failed page fails
 * the sum: a part must never pass for the whole.
 */
export async function sumSystemState(
  requests: CmsRequests,
  ask: Ask,
  knownCount?: number,
): Promise<FloorTotals> {
  const agents = knownCount ?? (await countAgents(requests, ask));
  if (agents === 0) return NOBODY;
  // The first page alone: it may have to find out which form of body this site takes.
  const first = await readPage(requests, 0, ask);
  const others = await readPages(furtherOffsets(agents, PAGE), ask, (offset, asked) =>
    readPage(requests, offset, asked),
  );
  return others.reduce(addTotals, first);
}

/** How many agents the VDN has, signed in or not. */
export async function countAgents(requests: CmsRequests, ask: Ask): Promise<number> {
  const reply = await requests.flat('vdn/totalagentabstractex3', { limit: 1, offset: 0 }, ask);
  if (reply.kind !== 'payload') throw unusable(reply.kind);
  if (reply.count !== undefined && reply.count <= MOST.agents) return reply.count;
  throw unusable('no count of agents');
}

async function readPage(requests: CmsRequests, offset: number, ask: Ask): Promise<FloorTotals> {
  const reply = await requests.eitherStyle('agentgroup/systemstate', { offset, limit: PAGE }, ask);
  if (reply.kind !== 'payload') throw unusable(reply.kind);
  const page = pageTotals.safeParse(reply.payload);
  if (!page.success) throw unusable('a page has another shape than documented');
  const { totalLoginAgent, talkingNum, idleAgent, busyAgent } = page.data;
  return { signedIn: totalLoginAgent, talking: talkingNum, idle: idleAgent, busy: busyAgent };
}

function unusable(detail: string): FloorwalkerError {
  return new FloorwalkerError(detail === BAD_PARAMETER ? 'upstream-rejected' : 'upstream-garbled', {
    detail,
  });
}
