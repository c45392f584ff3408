import type { types } from '@slack/bolt';

type Row = readonly string[];

export interface TableContent {
  readonly headings: Row;
  readonly rows: readonly Row[];
  readonly columns: NonNullable<types.TableBlock['column_settings']>;
  /** Maximum size of the block, in characters of JSON; the maximum of Slack by default. */
  readonly room?: number;
}

export interface FittedTable {
  readonly block: types.TableBlock;
  /** Number of rows without room. */
  readonly leftOut: number;
}

/** @param max maximum number of rows with the headings, and maximum size in characters of JSON */
export function fitTable(
  { headings, rows, columns, room = Number.POSITIVE_INFINITY }: TableContent,
  max: { readonly rows: number; readonly text: number },
): FittedTable {
  const blockOf = (shown: readonly Row[]): types.TableBlock => ({
    type: 'table',
    rows: shown.map(cells),
    column_settings: columns,
  });
  const shown = [headings];
  let size = JSON.stringify(blockOf(shown)).length;
  for (const row of rows) {
    size += JSON.stringify(cells(row)).length + 1;
    if (shown.length >= max.rows || size > Math.min(room, max.text)) break;
    shown.push(row);
  }
  return { block: blockOf(shown), leftOut: rows.length + 1 - shown.length };
}

function cells(row: Row): { type: 'raw_text'; text: string }[] {
  return row.map((text) => ({ type: 'raw_text', text }));
}
