import { z } from 'zod';

export interface Rows<T> {
  readonly rows: readonly T[];
  /** Rows of another shape, which are not among `rows`. */
  readonly unreadable: number;
}

const anyRows = z.array(z.unknown());

/**
 * A list row by row, so that nonsense in one costs that one. `undefined` where there is no list, or where no row of it
 * is what it should be: that is another interface than the documented one. null is how some sites send an empty list.
 */
export function readRows<T>(list: unknown, row: z.ZodType<T>): Rows<T> | undefined {
  const { data: sent } = anyRows.safeParse(list ?? []);
  if (sent === undefined) return undefined;
  const rows = sent.flatMap((each) => {
    const { data } = row.safeParse(each);
    return data === undefined ? [] : [data];
  });
  return rows.length === 0 && sent.length > 0 ? undefined : { rows, unreadable: sent.length - rows.length };
}

/**
 * The same for a list of what was asked about. A row about something else is unreadable: it may be the answer to
 * another question, or one of ours under a wrong key. `undefined` also where every row is about something else.
 */
export function readRowsAbout<T>(
  list: unknown,
  row: z.ZodType<T>,
  keyOf: (row: T) => number,
  asked: readonly number[],
): Rows<T> | undefined {
  const wanted = new Set(asked);
  return readRows(
    list,
    row.refine((read) => wanted.has(keyOf(read))),
  );
}
