import { z } from 'zod';
import { looseCount, optionalCount } from '../loose.ts';
import { type Rows, readRows } from '../rows.ts';

/** What `skill/rindex` and `hisindex/agent` say of one queue or agent: `{id, idxs: [{id, val}]}`. */
export interface IndicatorRow {
  readonly id: number;
  /** Only those that are counts. */
  readonly values: ReadonlyMap<string, number>;
}

const indicator = z.object({ id: z.string(), val: optionalCount }).nullable().catch(null);

const indicatorRow = z.object({ id: looseCount, idxs: z.array(indicator) }).transform(
  ({ id, idxs }): IndicatorRow => ({
    id,
    values: new Map(
      idxs.flatMap((index) => (index?.val === undefined ? [] : [[index.id, index.val] as const])),
    ),
  }),
);

/** `undefined` for nonsense. */
export function readIndicatorRows(payload: unknown): Rows<IndicatorRow> | undefined {
  return readRows(payload, indicatorRow);
}
