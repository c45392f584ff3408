import { html } from '../html.js';
import { alignment, cell } from './cells.js';

/** A plain table: the first row has the names of the columns. Cells are truncated unless the app asked to wrap them. */
export function table({ rows, column_settings: settings }) {
  const [header = [], ...body] = rows;
  // The heading is aligned as the figures below it.
  const below = (index) => body[0]?.[index] ?? header[index];
  const shape = (index, value) =>
    `${alignment(settings, index, value)} ${settings?.[index]?.is_wrapped ? 'wrapped' : 'unwrapped'}`;
  return html`
    <div class="table-frame" tabindex="0" role="region" aria-label="Table">
      <table>
        <thead>
          <tr>${header.map((value, index) => html`<th scope="col" class=${shape(index, below(index))}>${cell(value)}</th>`)}</tr>
        </thead>
        <tbody>
          ${body.map((row) => html`<tr>${row.map((value, index) => html`<td class=${shape(index, value)}>${cell(value)}</td>`)}</tr>`)}
        </tbody>
      </table>
    </div>
  `;
}
