import { z } from 'zod';
import { looseCount, optionalInt } from '../coerce.ts';
import { type Rows, readRowsAbout } from '../rows.ts';

/** A row of `skill/rindex` or `hisindex/agent` about one queue or agent: `{id, idxs: [{id, val}]}`. */
export interface IndicatorRow {
  readonly id: number;
  /** Values by name of the indicator; values that are no integers are left out. */
  readonly values: ReadonlyMap<string, number>;
}

const indicator = z.object({ id: z.string(), val: optionalInt }).nullable().catch(null);

const indicatorRow = z.object({ id: looseCount, idxs: z.array(indicator) }).transform(
  ({ id, idxs }): IndicatorRow => ({
    id,
    values: new Map(
      idxs.flatMap((index) => (index?.val === undefined ? [] : [[index.id, index.val] as const])),
    ),
  }),
);

/** Reads the rows about the given queues or agents; `undefined` for a malformed payload. */
export function readIndicatorRows(
  payload: unknown,
  requestedIds: readonly number[],
): Rows<IndicatorRow> | undefined {
  return readRowsAbout(payload, indicatorRow, ({ id }) => id, requestedIds);
}
