import { z } from 'zod';
import { looseCount, optionalInt } from '../loose.ts';
import { type Rows, readRowsAbout } from '../rows.ts';

/** What `skill/rindex` and `hisindex/agent` say of one queue or agent: `{id, idxs: [{id, val}]}`. */
export interface IndicatorRow {
  readonly id: number;
  /** Only those that are whole numbers. */
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

/** The rows about those queues or agents that were asked about; `undefined` for nonsense. */
export function readIndicatorRows(
  payload: unknown,
  asked: readonly number[],
): Rows<IndicatorRow> | undefined {
  return readRowsAbout(payload, indicatorRow, ({ id }) => id, asked);
}
