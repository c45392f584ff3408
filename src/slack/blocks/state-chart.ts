import type { ChartBlock } from '../block-kit/chart-block.ts';
import { barChart } from '../block-kit/elements.ts';
import { FLOOR } from '../replies/floor-replies.ts';
import { type Counts, stateCounts } from './state-counts.ts';

/** Agents by state. Bars, because a pie chart of Slack's has at most six slices and there are eight states. */
export function stateChart(counts: Counts): ChartBlock {
  const states = stateCounts(counts);
  return barChart({
    title: FLOOR.chartTitle,
    axis: FLOOR.chartSeries,
    categories: states.map(({ label }) => (label === FLOOR.otherState ? FLOOR.otherInChart : label)),
    series: [{ name: FLOOR.chartSeries, values: states.map(({ agents }) => agents) }],
  });
}
