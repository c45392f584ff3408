import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Sample } from '../domain/analytics/sample.ts';
import type { Interval } from '../domain/calendar/interval.ts';
import type { Logger } from '../logger.ts';
import type { Database } from '../storage/tables.ts';
import { packSample, unpackSample } from './sample-codec.ts';

/** The floor as it was sampled, kept for two days. */
export interface SampleRepository {
  /** Recording the same instant again replaces it, so a write whose outcome is unknown can be repeated. */
  record(sample: Sample): Promise<void>;
  /** Every sample that says something of the interval, ascending. */
  during(interval: Interval): Promise<Sample[]>;
  /** The first sample that was taken after the instant. */
  firstAfter(instant: number): Promise<number | null>;
  /** How many were removed. */
  removeBefore(instant: number): Promise<number>;
}

export interface SampleRepositoryOptions {
  readonly db: Kysely<Database>;
  readonly logger: Logger;
}

/** A sample reaches back to the one before it, never further: SAMPLE_SECONDS is 5 minutes at the most. */
const LONGEST_STEP_MS = 10 * 60_000;
/** Read and unpacked at a time: a few milliseconds, then everyone else has a turn. */
const PAGE = 120;

export function createSampleRepository({ db, logger }: SampleRepositoryOptions): SampleRepository {
  return {
    async record(sample) {
      const row = { taken_at: sample.takenAt, since: sample.since, packed: packSample(sample) };
      await db
        .insertInto('floor_sample')
        .values(row)
        .onConflict((conflict) =>
          conflict.column('taken_at').doUpdateSet({ since: row.since, packed: row.packed }),
        )
        .execute();
    },

    async during({ from, to }) {
      const samples: Sample[] = [];
      for (let after = from; ; ) {
        const rows = await db
          .selectFrom('floor_sample')
          .selectAll()
          .where('taken_at', '>', after)
          .where('taken_at', '<', to + LONGEST_STEP_MS)
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
        .where('taken_at', '>', instant)
        .orderBy('taken_at')
        .limit(1)
        .executeTakeFirst();
      return row?.taken_at ?? null;
    },

    async removeBefore(instant) {
      const result = await db.deleteFrom('floor_sample').where('taken_at', '<=', instant).executeTakeFirst();
      return Number(result.numDeletedRows);
    },
  };

  /** A damaged row is a gap, not the end of the summary. */
  function unpack(row: { taken_at: number; since: number; packed: Uint8Array }): Sample | null {
    try {
      return unpackSample(row.packed, row.taken_at, row.since);
    } catch {
      logger.warn({ takenAt: row.taken_at }, 'a stored sample cannot be read: it counts as a gap');
      return null;
    }
  }
}
