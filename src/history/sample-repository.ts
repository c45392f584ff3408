import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Sample } from '../domain/analytics/sample.ts';
import type { Interval } from '../domain/calendar/interval.ts';
import type { Logger } from '../logger.ts';
import type { CentreDatabase } from '../storage/tables.ts';
import { packSample, unpackSample } from './sample-codec.ts';

/** Maximum length of a sample's interval: `SAMPLE_SECONDS` is at most 5 minutes. */
const SAMPLE_INTERVAL_MAX_MS = 10 * 60_000;
/** Rows per page: decoding one page takes a few milliseconds, then other work runs. */
const ROWS_PER_PAGE = 120;

export interface SampleRepository extends ReturnType<typeof createSampleRepository> {}

/** Samples of the floor, stored for two days. */
export function createSampleRepository({ db, centre, logger }: CentreDatabase & { readonly logger: Logger }) {
  return {
    /** Stores or replaces a sample, so a write with an unknown outcome can be repeated. */
    async record(sample: Sample): Promise<void> {
      const row = { centre, taken_at: sample.takenAt, since: sample.since, packed: packSample(sample) };
      await db
        .insertInto('floor_sample')
        .values(row)
        .onConflict((conflict) =>
          conflict.columns(['centre', 'taken_at']).doUpdateSet({ since: row.since, packed: row.packed }),
        )
        .execute();
    },

    /** Returns all samples that overlap the interval, ascending. */
    async during({ from, to }: Interval): Promise<Sample[]> {
      const samples: Sample[] = [];
      for (let after = from; ; ) {
        const rows = await db
          .selectFrom('floor_sample')
          .selectAll()
          .where('centre', '=', centre)
          .where('taken_at', '>', after)
          .where('taken_at', '<', to + SAMPLE_INTERVAL_MAX_MS)
          .where('since', '<', to)
          .orderBy('taken_at')
          .limit(ROWS_PER_PAGE)
          .execute();
        samples.push(...rows.flatMap((row) => unpack(row) ?? []));
        const last = rows.at(-1);
        if (last === undefined || rows.length < ROWS_PER_PAGE) return samples;
        after = last.taken_at;
        await nextTurn();
      }
    },

    /** Returns the time of the first sample after the instant, epoch milliseconds; `null` if there is none. */
    async firstAfter(instant: number): Promise<number | null> {
      const row = await db
        .selectFrom('floor_sample')
        .select('taken_at')
        .where('centre', '=', centre)
        .where('taken_at', '>', instant)
        .orderBy('taken_at')
        .limit(1)
        .executeTakeFirst();
      return row?.taken_at ?? null;
    },

    /** Removes older samples and returns their number. */
    async removeBefore(instant: number): Promise<number> {
      const result = await db
        .deleteFrom('floor_sample')
        .where('centre', '=', centre)
        .where('taken_at', '<=', instant)
        .executeTakeFirst();
      return Number(result.numDeletedRows);
    },
  };

  /** Decodes a row; `null` for a damaged row, which counts as a gap. */
  function unpack(row: { taken_at: number; since: number; packed: Uint8Array }): Sample | null {
    try {
      return unpackSample(row.packed, row.taken_at, row.since);
    } catch {
      logger.warn({ takenAt: row.taken_at }, 'stored sample is invalid; it counts as a gap');
      return null;
    }
  }
}
