import { html, newId } from '../html.js';
import { Component } from '../vendor/preact.js';
import { alignment, cell, cellText, isNumber } from './cells.js';

const PAGE_SIZE = 5;
const NEXT = { none: 'ascending', ascending: 'descending', descending: 'none' };
const ARROWS = { none: '↕', ascending: '↑', descending: '↓' };

/** A table with sorting, search and pages. */
export class DataTable extends Component {
  id = newId('data-table');
  state = { column: undefined, order: 'none', wanted: '', page: 0 };

  sortBy(column) {
    const order = column === this.state.column ? NEXT[this.state.order] : 'ascending';
    this.setState({ column, order, page: 0 });
  }

  rows([, ...body], { column, order, wanted }) {
    const sought = wanted.trim().toLowerCase();
    const found = body.filter((row) => row.some((value) => cellText(value).toLowerCase().includes(sought)));
    if (order === 'none') return found;
    const direction = order === 'ascending' ? 1 : -1;
    return found.toSorted((a, b) => direction * compare(a[column], b[column]));
  }

  render({ block }, state) {
    const { rows, caption, page_size: size = PAGE_SIZE, row_header_column_index: rowHeader = 0 } = block;
    const [header] = rows;
    const body = this.rows(rows, state);
    const pages = Math.max(1, Math.ceil(body.length / size));
    const page = Math.min(state.page, pages - 1);
    const shown = body.slice(page * size, (page + 1) * size);
    const below = (index) => rows[1][index];
    return html`
      <div class="data-table">
        <div class="data-table-head">
          <span class="caption" id=${this.id}>${caption}</span>
          ${rows.length - 1 > size ? this.search(state.wanted) : null}
        </div>
        <div class="table-frame" tabindex="0" role="region" aria-labelledby=${this.id}>
          <table aria-labelledby=${this.id}>
            <thead>
              <tr>${header.map((value, index) => this.heading(value, index, alignment(undefined, index, below(index))))}</tr>
            </thead>
            <tbody>
              ${shown.map(
                (row) => html`
                  <tr>
                    ${row.map((value, index) =>
                      index === rowHeader
                        ? html`<th scope="row" class=${alignment(undefined, index, value)}>${cell(value)}</th>`
                        : html`<td class=${alignment(undefined, index, value)}>${cell(value)}</td>`,
                    )}
                  </tr>
                `,
              )}
            </tbody>
          </table>
        </div>
        ${shown.length === 0 ? html`<p class="quiet" role="status">No row has this.</p>` : null}
        ${pages > 1 ? this.leaf(page, pages, size, body.length) : null}
      </div>
    `;
  }

  search(wanted) {
    return html`
      <input
        type="search"
        aria-label="Search the table"
        placeholder="Search"
        value=${wanted}
        onInput=${(event) => this.setState({ wanted: event.target.value, page: 0 })}
      />
    `;
  }

  heading(value, index, shape) {
    const order = this.state.column === index ? this.state.order : 'none';
    return html`
      <th scope="col" class=${shape} aria-sort=${order}>
        <button type="button" class="sort" onClick=${() => this.sortBy(index)}>
          ${cell(value)} <span class=${order === 'none' ? 'idle' : ''} aria-hidden="true">${ARROWS[order]}</span>
        </button>
      </th>
    `;
  }

  leaf(page, pages, size, count) {
    const turn = (to) => () => this.setState({ page: Math.min(pages - 1, Math.max(0, to)) });
    const step = (label, sign, to) => html`
      <button
        type="button"
        class="button icon"
        aria-label=${label}
        aria-disabled=${to < 0 || to >= pages ? 'true' : undefined}
        onClick=${turn(to)}
      >
        ${sign}
      </button>
    `;
    return html`
      <div class="pages">
        <span role="status">${page * size + 1}–${Math.min(count, (page + 1) * size)} of ${count}</span>
        ${step('Previous rows', '‹', page - 1)} ${step('Next rows', '›', page + 1)}
      </div>
    `;
  }
}

/** Compares numbers by value and texts by the alphabet, with figures inside texts by value. */
function compare(one, other) {
  if (isNumber(one) && isNumber(other)) return one.value - other.value;
  return cellText(one).localeCompare(cellText(other), 'en', { numeric: true });
}
