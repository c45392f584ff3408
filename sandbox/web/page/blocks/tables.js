import { html } from '../html.js';
import { richText } from './rich-text.js';

const cell = (value) => (value.type === 'rich_text' ? richText(value) : (value.text ?? String(value.value)));

const alignment = (settings, index, value) =>
  `align-${settings?.[index]?.align ?? (value.type === 'raw_number' ? 'right' : 'left')}`;

/** `table` and `data_table`: the first row names the columns. */
export function table({ rows, column_settings: settings, caption, row_header_column_index: rowHeader }) {
  const [header = [], ...body] = rows;
  return html`
    <div class="table-frame">
      <table>
        ${caption === undefined ? null : html`<caption>${caption}</caption>`}
        <thead>
          <tr>${header.map((value, index) => html`<th scope="col" class=${alignment(settings, index, value)}>${cell(value)}</th>`)}</tr>
        </thead>
        <tbody>
          ${body.map(
            (row) => html`
              <tr>
                ${row.map((value, index) =>
                  index === rowHeader
                    ? html`<th scope="row" class=${alignment(settings, index, value)}>${cell(value)}</th>`
                    : html`<td class=${alignment(settings, index, value)}>${cell(value)}</td>`,
                )}
              </tr>
            `,
          )}
        </tbody>
      </table>
    </div>
  `;
}

const text = (value) => ({ type: 'raw_text', text: String(value) });

/** A chart's figures as a table: the drawing comes later. */
export function dataVisualization({ title, chart }) {
  const rows =
    chart.type === 'pie'
      ? [[text(''), text('Value')], ...chart.segments.map(({ label, value }) => [text(label), text(value)])]
      : [
          [text(chart.axis_config.x_label ?? ''), ...chart.series.map(({ name }) => text(name))],
          ...chart.axis_config.categories.map((category) => [
            text(category),
            ...chart.series.map(({ data }) =>
              text(data.find((point) => point.label === category)?.value ?? ''),
            ),
          ]),
        ];
  return html`
    <figure class="chart">
      <figcaption>${title} <span class="kind">(${chart.type} chart)</span></figcaption>
      ${table({ rows, row_header_column_index: 0 })}
    </figure>
  `;
}
