/** The subset of Slack's `data_visualization` that the bot sends. @slack/types 3.2 has no type for it. */
export interface ChartBlock {
  readonly type: 'data_visualization';
  readonly block_id?: string;
  readonly title: string;
  readonly chart: {
    readonly type: 'bar';
    readonly series: readonly ChartSeries[];
    readonly axis_config: { readonly categories: readonly string[]; readonly y_label?: string };
  };
}

/** One point for each category, in their order. */
export interface ChartSeries {
  readonly name: string;
  readonly data: readonly { readonly label: string; readonly value: number }[];
}
