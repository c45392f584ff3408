import { emoji } from '../emoji-image.js';
import { html } from '../html.js';
import { marked } from '../vendor/marked.js';
import { link, withEmoji } from './text.js';

/** Standard Markdown. Marked parses the structure only; the content is created here as text, never as HTML. */
export const markdown = ({ text }) => html`<div class="markdown">${marked.lexer(text).map(token)}</div>`;

const all = (tokens) => (tokens ?? []).map(token);

/** Entities that remain in the text, because marked decodes them only when it makes HTML. */
const ENTITIES = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
const decoded = (text) => text.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity]);

function token(part) {
  switch (part.type) {
    case 'heading':
      return html`<h3 class=${`depth-${part.depth}`}>${all(part.tokens)}</h3>`;
    case 'paragraph':
      return html`<p>${all(part.tokens)}</p>`;
    case 'text':
      return part.tokens === undefined ? withEmoji(decoded(part.text)) : all(part.tokens);
    case 'escape':
      return part.text;
    case 'strong':
      return html`<strong>${all(part.tokens)}</strong>`;
    case 'em':
      return html`<em>${all(part.tokens)}</em>`;
    case 'del':
      return html`<s>${all(part.tokens)}</s>`;
    case 'codespan':
      return html`<code>${decoded(part.text)}</code>`;
    case 'code':
      return html`<pre>${part.text}</pre>`;
    case 'br':
      return html`<br />`;
    case 'hr':
      return html`<hr />`;
    case 'link':
      return link(part.href, all(part.tokens));
    case 'image':
      return link(part.href, part.text || part.href);
    case 'blockquote':
      return html`<blockquote>${all(part.tokens)}</blockquote>`;
    case 'list':
      return part.ordered
        ? html`<ol start=${part.start}>${part.items.map(item)}</ol>`
        : html`<ul>${part.items.map(item)}</ul>`;
    case 'table':
      return table(part);
    case 'checkbox':
      return html`${emoji(part.checked ? 'white_check_mark' : 'white_large_square')} `;
    case 'space':
      return null;
    default:
      return part.raw;
  }
}

const item = ({ tokens }) => html`<li>${all(tokens)}</li>`;

const table = ({ header, rows, align }) => html`
  <div class="table-frame" tabindex="0" role="region" aria-label="Table">
    <table>
      <thead>
        <tr>${header.map((cell, index) => html`<th scope="col" class=${`align-${align[index] ?? 'left'}`}>${all(cell.tokens)}</th>`)}</tr>
      </thead>
      <tbody>
        ${rows.map((row) => html`<tr>${row.map((cell, index) => html`<td class=${`align-${align[index] ?? 'left'}`}>${all(cell.tokens)}</td>`)}</tr>`)}
      </tbody>
    </table>
  </div>
`;
