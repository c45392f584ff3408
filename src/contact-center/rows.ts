import { z } from 'zod';

export interface Rows<T> {
  readonly rows: readonly T[];
  /** Number of rows of another shape; they are not in `rows`. */
  readonly malformedRecords: number;
}

const anyRows = z.array(z.unknown());

/**
 * Reads a list row by row, so that a malformed row does not invalidate the others. `undefined` if the payload is no list, or
 * if no row of a non-empty list is valid: the interface then differs from the document. Some sites send null for an empty
 * list.
 */
export function readRows<T>(list: unknown, row: z.ZodType<T>): Rows<T> | undefined {
  const { data: sent } = anyRows.safeParse(list ?? []);
  if (sent === undefined) return undefined;
  const rows = sent.flatMap((each) => {
    const { data } = row.safeParse(each);
    return data === undefined ? [] : [data];
  });
  return rows.length === 0 && sent.length > 0
    ? undefined
    : { rows, malformedRecords: sent.length - rows.length };
}

/**
 * {@link readRows} for a list about given ids. A row about another id counts as malformed: it may belong to another
 * request, or carry a wrong id. `undefined` also if every row is about another id.
 *
 * @param keyOf returns the id that a row is about
 * @param requestedIds the ids in the request
 */
export function readRowsAbout<T>(
  list: unknown,
  row: z.ZodType<T>,
  keyOf: (row: T) => number,
  requestedIds: readonly number[],
): Rows<T> | undefined {
  const wanted = new Set(requestedIds);
  return readRows(
    list,
    row.refine((read) => wanted.has(keyOf(read))),
  );
}
