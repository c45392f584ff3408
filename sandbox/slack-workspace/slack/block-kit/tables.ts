import { z } from 'zod';
import { id } from './composition.ts';
import { richText } from './rich-text.ts';

/** Schemas of the blocks that show figures: `table`, `data_table` and `data_visualization`. */

const rawText = z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) });
const rawNumber = z.strictObject({
  type: z.literal('raw_number'),
  value: z.number(),
  text: z.string().min(1).optional(),
});
const cell = z.discriminatedUnion('type', [rawText, rawNumber, richText]);

export const table = z.strictObject({
  type: z.literal('table'),
  block_id: id.optional(),
  rows: z.array(z.array(cell).min(1).max(20)).min(1).max(100),
  column_settings: z
    .array(
      z
        .strictObject({
          align: z.enum(['left', 'center', 'right']).optional(),
          is_wrapped: z.boolean().optional(),
        })
        .nullable(),
    )
    .max(20)
    .optional(),
});

export const dataTable = z
  .strictObject({
    type: z.literal('data_table'),
    block_id: id.optional(),
    caption: z.string().min(1),
    rows: z.array(z.array(cell).min(1).max(20)).min(2).max(101),
    page_size: z.int().min(1).max(100).optional(),
    row_header_column_index: z.int().min(0).optional(),
  })
  .check(({ value, issues }) => {
    const header = value.rows[0] ?? [];
    const complain = (message: string, path: PropertyKey[]): void =>
      void issues.push({ code: 'custom', input: value, message, path });
    for (const [index, row] of value.rows.entries()) {
      if (row.length !== header.length)
        complain('every row must have as many cells as the header', ['rows', index]);
    }
    for (const [index, { type }] of header.entries()) {
      if (type === 'rich_text') complain('header cells must not be rich_text', ['rows', 0, index]);
    }
    if ((value.row_header_column_index ?? 0) >= header.length) {
      complain('must be the index of a column', ['row_header_column_index']);
    }
  });

const label = z.string().min(1).max(20);
/** Maximum number of slices of a pie, and of series of other charts (Slack's reference of the block). */
const MAX_CHART_PARTS = 6;

const pie = z.strictObject({
  type: z.literal('pie'),
  segments: z
    .array(z.strictObject({ label, value: z.number().positive() }))
    .min(1)
    .max(MAX_CHART_PARTS),
});

const series = z.strictObject({
  name: label,
  data: z
    .array(z.strictObject({ label, value: z.number() }))
    .min(1)
    .max(20),
});

const axes = (type: 'bar' | 'line' | 'area') =>
  z
    .strictObject({
      type: z.literal(type),
      series: z.array(series).min(1).max(MAX_CHART_PARTS),
      axis_config: z.strictObject({
        categories: z.array(label).min(1).max(20),
        x_label: z.string().max(50).optional(),
        y_label: z.string().max(50).optional(),
      }),
    })
    .check(({ value, issues }) => {
      const complain = (message: string, path: PropertyKey[]): void =>
        void issues.push({ code: 'custom', input: value, message, path });
      const { categories } = value.axis_config;
      if (new Set(categories).size < categories.length) {
        complain('categories must be unique', ['axis_config', 'categories']);
      }
      if (new Set(value.series.map(({ name }) => name)).size < value.series.length) {
        complain('series names must be unique', ['series']);
      }
      for (const [index, { data }] of value.series.entries()) {
        const covered = new Set(data.map((point) => point.label));
        if (
          covered.size < data.length ||
          categories.some((category) => !covered.has(category)) ||
          covered.size !== categories.length
        ) {
          complain('every series must have one point for each category', ['series', index, 'data']);
        }
      }
    });

export const dataVisualization = z.strictObject({
  type: z.literal('data_visualization'),
  block_id: id.optional(),
  title: z.string().min(1).max(50),
  chart: z.discriminatedUnion('type', [pie, axes('bar'), axes('line'), axes('area')]),
});
