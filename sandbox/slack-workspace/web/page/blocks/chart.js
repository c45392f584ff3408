import { html, newId } from '../html.js';
import { onTheme } from '../theme.js';
import { Component } from '../vendor/preact.js';

/** A chart, and its figures as a table: visible on request, and always there for screen readers. */
export class Chart extends Component {
  id = newId('chart');
  state = { isTableShown: false };

  componentDidMount() {
    this.stopWatching = onTheme(() => void this.draw());
    void this.draw();
  }

  componentDidUpdate(before) {
    if (JSON.stringify(before.block.chart) !== JSON.stringify(this.props.block.chart)) void this.draw();
  }

  componentWillUnmount() {
    this.stopWatching();
    this.drawing?.destroy();
    this.canvas = null;
  }

  /** Loads the library with the first chart, not with the page. */
  async draw() {
    const { drawChart } = await import('./chart-drawing.js');
    if (this.canvas === null) return;
    this.drawing?.destroy();
    this.drawing = drawChart(this.canvas, this.props.block.chart);
  }

  render({ block: { title, chart } }, { isTableShown }) {
    return html`
      <figure class=${`chart ${chart.type}`} aria-labelledby=${this.id}>
        <figcaption id=${this.id}>${title}</figcaption>
        <div class="chart-body">
          <div class="chart-frame"><canvas ref=${(element) => element && ((this.canvas = element))} aria-hidden="true"></canvas></div>
          ${legend(chart)}
        </div>
        <button
          type="button"
          class="quiet-button"
          aria-expanded=${String(isTableShown)}
          onClick=${() => this.setState({ isTableShown: !isTableShown })}
        >
          ${isTableShown ? 'Hide the figures' : 'Show the figures'}
        </button>
        <div class=${isTableShown ? 'table-frame' : 'unseen'}>${figures(title, chart)}</div>
      </figure>
    `;
  }
}

/** The legend; for a pie with the figures of its slices. Screen readers use the table instead. */
function legend(chart) {
  const total = chart.segments?.reduce((sum, { value }) => sum + value, 0);
  const entries =
    chart.type === 'pie'
      ? chart.segments.map(({ label, value }) => [label, `${value} · ${Math.round((value / total) * 100)} %`])
      : chart.series.map(({ name }) => [name, null]);
  if (chart.type !== 'pie' && entries.length < 2) return null;
  return html`
    <ul class="legend" aria-hidden="true">
      ${entries.map(
        ([name, figure], index) => html`
          <li><span class=${`swatch series-${index + 1}`}></span> ${name} ${figure === null ? null : html`<b>${figure}</b>`}</li>
        `,
      )}
    </ul>
  `;
}

function figures(title, chart) {
  const isPie = chart.type === 'pie';
  const heads = isPie
    ? ['Part', 'Value']
    : [chart.axis_config.x_label ?? 'Category', ...chart.series.map(({ name }) => name)];
  const rows = isPie
    ? chart.segments.map(({ label, value }) => [label, value])
    : chart.axis_config.categories.map((category) => [
        category,
        ...chart.series.map(({ data }) => data.find(({ label }) => label === category)?.value ?? ''),
      ]);
  return html`
    <table>
      <caption class="unseen">${title}${chart.axis_config?.y_label === undefined ? '' : ` (${chart.axis_config.y_label})`}</caption>
      <thead><tr>${heads.map((head, index) => html`<th scope="col" class=${index === 0 ? '' : 'align-right'}>${head}</th>`)}</tr></thead>
      <tbody>
        ${rows.map(
          ([first, ...others]) => html`
            <tr><th scope="row">${first}</th>${others.map((value) => html`<td class="align-right">${value}</td>`)}</tr>
          `,
        )}
      </tbody>
    </table>
  `;
}
