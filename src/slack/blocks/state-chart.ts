import type { ChartBlock } from '../block-kit/chart-block.ts';
import { clamp } from '../block-kit/escaping.ts';
import { LIMITS } from '../block-kit/limits.ts';
import { FLOOR } from '../replies/floor-replies.ts';
import { type Counts, stateCounts } from './state-counts.ts';

/** Agents by state. Bars rather than a pie: Slack's page ends a pie at six slices, and there are eight states. */
export function stateChart(counts: Counts): ChartBlock {
  const points = stateCounts(counts).map(({ label, agents }) => ({
    label: clamp(label === FLOOR.otherState ? FLOOR.otherInChart : label, LIMITS.chartLabel),
    value: agents,
  }));
  return {
    type: 'data_visualization',
    title: FLOOR.chartTitle,
    chart: {
      type: 'bar',
      series: [{ name: FLOOR.chartSeries, data: points }],
      axis_config: { categories: points.map(({ label }) => label), y_label: FLOOR.chartSeries },
    },
  };
}
