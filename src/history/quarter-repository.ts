import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Period } from '../domain/analytics/figures.ts';
import type { Interval } from '../domain/calendar/interval.ts';
import { QUARTER_MS } from '../domain/calendar/local-day.ts';
import type { Logger } from '../logger.ts';
import type { CentreDatabase } from '../storage/tables.ts';
import { packQuarter, unpackQuarter } from './quarter-codec.ts';

const ROWS_PER_PAGE = 24;

export interface QuarterRepository extends ReturnType<typeof createQuarterRepository> {}

/** Figures by quarter of an hour, stored for thirteen months; all summaries are computed from them. */
export function createQuarterRepository({
  db,
  centre,
  logger,
}: CentreDatabase & { readonly logger: Logger }) {
  return {
    /** Stores a quarter; an existing one is replaced. */
    async record(quarter: Period): Promise<void> {
      const row = { centre, starts_at: quarter.from, packed: packQuarter(quarter) };
      await db
        .insertInto('floor_quarter')
        .values(row)
        .onConflict((conflict) =>
          conflict.columns(['centre', 'starts_at']).doUpdateSet({ packed: row.packed }),
        )
        .execute();
    },

    async during({ from, to }: Interval): Promise<Period[]> {
      const quarters: Period[] = [];
      for (let at = from; ; ) {
        const rows = await db
          .selectFrom('floor_quarter')
          .selectAll()
          .where('centre', '=', centre)
          .where('starts_at', '>=', at)
          .where('starts_at', '<=', to - QUARTER_MS)
          .orderBy('starts_at')
          .limit(ROWS_PER_PAGE)
          .execute();
        quarters.push(...rows.flatMap((row) => unpack(row) ?? []));
        const last = rows.at(-1);
        if (last === undefined || rows.length < ROWS_PER_PAGE) return quarters;
        at = last.starts_at + QUARTER_MS;
        await nextTurn();
      }
    },

    /** Returns the end of the last stored quarter, epoch milliseconds; `null` if there is none. */
    async recordedUntil(): Promise<number | null> {
      const query = db
        .selectFrom('floor_quarter')
        .select('starts_at')
        .where('centre', '=', centre)
        .orderBy('starts_at', 'desc')
        .limit(1);
      const row = await query.executeTakeFirst();
      return row === undefined ? null : row.starts_at + QUARTER_MS;
    },

    async removeBefore(instant: number): Promise<number> {
      const result = await db
        .deleteFrom('floor_quarter')
        .where('centre', '=', centre)
        .where('starts_at', '<', instant)
        .executeTakeFirst();
      return Number(result.numDeletedRows);
    },
  };

  function unpack(row: { starts_at: number; packed: Uint8Array }): Period | null {
    try {
      return unpackQuarter(row.packed, row.starts_at);
    } catch {
      logger.warn({ startsAt: row.starts_at }, 'stored quarter is invalid; it counts as a gap');
      return null;
    }
  }
}
