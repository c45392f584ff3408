import { z } from 'zod';
import { addTotals, type FloorTotals, NO_AGENTS } from '../../domain/floor/floor-totals.ts';
import type { Ask } from '../../domain/floor/reading.ts';
import { FloorwalkerError } from '../../errors.ts';
import { countUpTo, PLAUSIBLE_MAX } from '../plausible.ts';
import type { CmsRequests } from './cms-requests.ts';
import { BAD_PARAMETER } from './envelope.ts';
import { furtherOffsets, readPages } from './pages.ts';

/** Maximum page size of `systemstate` (page 0635). */
const PAGE_SIZE = 100;

/**
 * Maximum number of agents for one interactive sum. Its pages need 15 of the 20 requests per second to the CMS; the others
 * remain for the rest of the answer and for other people's requests.
 */
export const SUMMED_AGENTS_MAX = 15 * PAGE_SIZE;

/** A page counts at most as many agents as it has rows. */
const onPage = countUpTo(PAGE_SIZE);
const pageTotals = z.object({
  totalLoginAgent: onPage,
  talkingNum: onPage,
  idleAgent: onPage,
  busyAgent: onPage,
});

/**
 * Sums all pages of `systemstate`. The interface counts only the agents of one page and does not return their total number.
 * A page of zeros need not be the last, because agents that are not signed in have places too, so the number of pages comes
 * from the `count` of `totalagentabstractex3` (page 0598). If one page fails, the sum fails, so that a part of the floor is
 * never taken for the whole.
 *
 * @throws {FloorwalkerError} upstream-*
 */
export async function sumSystemState(
  requests: CmsRequests,
  ask: Ask,
  knownCount?: number,
): Promise<FloorTotals> {
  const agents = knownCount ?? (await countAgents(requests, ask));
  if (agents === 0) return NO_AGENTS;
  // The first page is read alone, because it may have to find out which form of body the site accepts.
  const first = await readPage(requests, 0, ask);
  const others = await readPages(furtherOffsets(agents, PAGE_SIZE), ask, (offset, pageAsk) =>
    readPage(requests, offset, pageAsk),
  );
  return others.reduce(addTotals, first);
}

export async function countAgents(requests: CmsRequests, ask: Ask): Promise<number> {
  const reply = await requests.flat('vdn/totalagentabstractex3', { limit: 1, offset: 0 }, ask);
  if (reply.kind !== 'payload') throw unusable(reply.kind);
  if (reply.count !== undefined && reply.count <= PLAUSIBLE_MAX.agents) return reply.count;
  throw unusable('no count of agents');
}

async function readPage(requests: CmsRequests, offset: number, ask: Ask): Promise<FloorTotals> {
  const reply = await requests.eitherStyle('agentgroup/systemstate', { offset, limit: PAGE_SIZE }, ask);
  if (reply.kind !== 'payload') throw unusable(reply.kind);
  const page = pageTotals.safeParse(reply.payload);
  if (!page.success) throw unusable('a page has another shape than documented');
  const { totalLoginAgent, talkingNum, idleAgent, busyAgent } = page.data;
  return { signedIn: totalLoginAgent, onCall: talkingNum, available: idleAgent, notReady: busyAgent };
}

function unusable(detail: string): FloorwalkerError {
  return new FloorwalkerError(detail === BAD_PARAMETER ? 'upstream-rejected' : 'upstream-garbled', {
    detail,
  });
}
