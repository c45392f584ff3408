import PQueue from 'p-queue';
import type { Ask } from '../../domain/floor/reading.ts';
import { FloorwalkerError } from '../../errors.ts';
import { PLAUSIBLE_MAX } from '../plausible.ts';

/** Maximum number of pages that are read of one list; later rows count as missing. */
const PAGES_MAX = 10_000;

/** Half of the connections, so that requests about single agents continue while the pages of a large floor are read. */
const CONCURRENT_PAGES = 4;

/**
 * Reads the pages at the given offsets concurrently and returns them in order of offset. If one page fails, the others are
 * cancelled and the whole call rejects, so that a part of a list is never taken for the whole.
 */
export async function readPages<T>(
  offsets: readonly number[],
  ask: Ask,
  readPage: (offset: number, ask: Ask) => Promise<T>,
): Promise<T[]> {
  const failed = new AbortController();
  const pageAsk = { ...ask, signal: AbortSignal.any([ask.signal, failed.signal]) };
  const pages = new PQueue({ concurrency: CONCURRENT_PAGES });
  return pages.addAll(
    offsets.map((offset) => async () => {
      try {
        return await readPage(offset, pageAsk);
      } catch (error) {
        failed.abort();
        throw error;
      }
    }),
  );
}

/**
 * Offsets of all pages except the first one.
 *
 * @param count total number of rows
 * @param page number of rows on the first page; if it is 0, no further page is read
 * @throws {FloorwalkerError} upstream-garbled if `count` exceeds the number of agent ids
 */
export function furtherOffsets(count: number, page: number): number[] {
  if (count > PLAUSIBLE_MAX.agents)
    throw new FloorwalkerError('upstream-garbled', { detail: 'the count of agents' });
  if (page === 0) return [];
  const further = Math.min(Math.max(0, Math.ceil(count / page) - 1), PAGES_MAX);
  return Array.from({ length: further }, (_, index) => (index + 1) * page);
}
