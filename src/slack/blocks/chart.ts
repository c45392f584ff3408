import type { types } from '@slack/bolt';

/** Slack's `data_visualization`, which its client's types (3.2.0) do not know yet. */
export interface ChartBlock extends types.Block {
  readonly type: 'data_visualization';
  readonly title: string;
  readonly chart: {
    readonly type: 'bar';
    readonly series: readonly ChartSeries[];
    readonly axis_config: {
      readonly categories: readonly string[];
      readonly x_label?: string;
      readonly y_label?: string;
    };
  };
}

export interface ChartSeries {
  readonly name: string;
  /** One for each category. */
  readonly data: readonly { readonly label: string; readonly value: number }[];
}

/** The same blocks for a Slack that does not take charts (`invalid_blocks`). */
export function withoutCharts<T extends { readonly type: string }>(blocks: readonly T[]): T[] {
  return blocks.filter(({ type }) => type !== 'data_visualization');
}
