import { html } from '../html.js';
import { richText } from './rich-text.js';
import { link } from './text.js';

const SIGNS = { pending: '○', in_progress: '◐', complete: '✓', error: '✕' };

/** A task card: one step of an app's work. */
export const taskCard = ({ title, status, details, output, sources = [] }) => html`
  <div class="task">
    <span role="img" aria-label=${status.replace('_', ' ')} class=${`task-sign ${status}`}>${SIGNS[status]}</span>
    <div>
      <div>${title}</div>
      ${details === undefined ? null : html`<div class="quiet">${richText(details)}</div>`}
      ${output === undefined ? null : richText(output)}
      ${sources.length === 0 ? null : html`<div class="row">${sources.map(({ url, text }) => link(url, text))}</div>`}
    </div>
  </div>
`;

/** A plan: several task cards under a title. */
export const plan = ({ title, tasks = [] }) => html`
  <div class="container width-standard">
    <div class="container-title">${title}</div>
    ${tasks.map(taskCard)}
  </div>
`;
