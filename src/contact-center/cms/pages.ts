import PQueue from 'p-queue';
import type { Ask } from '../../domain/floor/reading.ts';
import { FloorwalkerError } from '../../errors.ts';
import { MOST } from '../plausible.ts';

/** The most pages of one list; what lies beyond them is missing from it. */
const MOST_PAGES = 10_000;

/** Half of the connections: people's questions about single agents go on beside a large floor's pages. */
const PAGES_AT_A_TIME = 4;

/**
 * Reads the pages at the given offsets side by side, in order of offset in the result. The first page that fails
 * fails them all and calls off the rest: a part must never pass for the whole.
 */
export async function readPages<T>(
  offsets: readonly number[],
  ask: Ask,
  readPage: (offset: number, ask: Ask) => Promise<T>,
): Promise<T[]> {
  const failed = new AbortController();
  const asked = { ...ask, signal: AbortSignal.any([ask.signal, failed.signal]) };
  const pages = new PQueue({ concurrency: PAGES_AT_A_TIME });
  return pages.addAll(
    offsets.map((offset) => async () => {
      try {
        return await readPage(offset, asked);
      } catch (error) {
        failed.abort();
        throw error;
      }
    }),
  );
}

/**
 * Offsets of all pages but the first, which is read alone; none where that has no rows.
 *
 * @throws {FloorwalkerError} upstream-garbled, where there are more agents than there are agent ids
 */
export function furtherOffsets(count: number, page: number): number[] {
  if (count > MOST.agents) throw new FloorwalkerError('upstream-garbled', { detail: 'the count of agents' });
  if (page === 0) return [];
  const further = Math.min(Math.max(0, Math.ceil(count / page) - 1), MOST_PAGES);
  return Array.from({ length: further }, (_, index) => (index + 1) * page);
}
