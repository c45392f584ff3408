import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Sample } from '../domain/analytics/sample.ts';
import type { Interval } from '../domain/calendar/interval.ts';
import type { Logger } from '../logger.ts';
import type { Database } from '../storage/tables.ts';
import { packSample, unpackSample } from './sample-codec.ts';

/** Samples of the floor, stored for two days. */
export interface SampleRepository {
  /**
   * Stores a sample; an existing one of the same time is replaced, so a write with an unknown outcome can be repeated.
   */
  record(sample: Sample): Promise<void>;
  /** Returns all samples that overlap the interval, ascending. */
  during(interval: Interval): Promise<Sample[]>;
  /** Returns the time of the first sample after the instant, epoch milliseconds; `null` if there is none. */
  firstAfter(instant: number): Promise<number | null>;
  /** Removes older samples and returns their number. */
  removeBefore(instant: number): Promise<number>;
}

export interface SampleRepositoryOptions {
  readonly db: Kysely<Database>;
  /** Key of the contact centre. */
  readonly centre: string;
  readonly logger: Logger;
}

/** Maximum length of a sample's interval: `SAMPLE_SECONDS` is at most 5 minutes. */
const SAMPLE_INTERVAL_MAX_MS = 10 * 60_000;
/** Rows per page: decoding one page takes a few milliseconds, then other work runs. */
const PAGE = 120;

export function createSampleRepository({ db, centre, logger }: SampleRepositoryOptions): SampleRepository {
  return {
    async record(sample) {
      const row = { centre, taken_at: sample.takenAt, since: sample.since, packed: packSample(sample) };
      await db
        .insertInto('floor_sample')
        .values(row)
        .onConflict((conflict) =>
          conflict.columns(['centre', 'taken_at']).doUpdateSet({ since: row.since, packed: row.packed }),
        )
        .execute();
    },

    async during({ from, to }) {
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
          .limit(PAGE)
          .execute();
        samples.push(...rows.flatMap((row) => unpack(row) ?? []));
        const last = rows.at(-1);
        if (last === undefined || rows.length < PAGE) return samples;
        after = last.taken_at;
        await nextTurn();
      }
    },

    async firstAfter(instant) {
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

    async removeBefore(instant) {
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
