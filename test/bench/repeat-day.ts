import type { Interval } from '../../src/domain/calendar/interval.ts';
import type { AppDatabase } from '../../src/storage/database.ts';

const DAY_MS = 24 * 3_600_000;

/** Copies a day of stored quarters to the given number of days earlier; packed quarters contain no instants. */
export async function repeatDay({ db }: AppDatabase, day: Interval, daysBefore: number): Promise<void> {
  await db
    .insertInto('floor_quarter')
    .columns(['centre', 'starts_at', 'packed'])
    .expression((eb) =>
      eb
        .selectFrom('floor_quarter')
        .select((row) => ['centre', row('starts_at', '-', daysBefore * DAY_MS).as('starts_at'), 'packed'])
        .where('starts_at', '>=', day.from)
        .where('starts_at', '<', day.to),
    )
    // The first sample of the day created an empty quarter in the day before.
    .onConflict((conflict) =>
      conflict
        .columns(['centre', 'starts_at'])
        .doUpdateSet((row) => ({ packed: row.ref('excluded.packed') })),
    )
    .execute();
}
