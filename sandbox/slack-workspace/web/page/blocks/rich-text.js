import { emoji } from '../emoji-image.js';
import { html } from '../html.js';
import { broadcast, channel, date, group, link, person } from './text.js';

export const richText = (block) => html`<div class="rich-text">${block.elements.map(element)}</div>`;

function element(part) {
  const border = part.border === 1 ? ' bordered' : '';
  switch (part.type) {
    case 'rich_text_section':
      return html`<div>${part.elements.map(leaf)}</div>`;
    case 'rich_text_quote':
      return html`<blockquote class=${border}>${part.elements.map(leaf)}</blockquote>`;
    case 'rich_text_preformatted':
      return html`<pre class=${border}>${part.elements.map(leaf)}</pre>`;
    case 'rich_text_list': {
      const items = part.elements.map((item) => html`<li>${item.elements.map(leaf)}</li>`);
      const depth = `indent-${part.indent ?? 0}${border}`;
      return part.style === 'ordered'
        ? html`<ol class=${depth} start=${(part.offset ?? 0) + 1}>${items}</ol>`
        : html`<ul class=${depth}>${items}</ul>`;
    }
    default:
      return html`<div class="unknown">This page does not know “${part.type}”.</div>`;
  }
}

function leaf(part) {
  return styled(content(part), part.style ?? {});
}

function content(part) {
  switch (part.type) {
    case 'text':
      return part.text;
    case 'link':
      return link(part.url, part.text ?? part.url);
    case 'emoji':
      return emoji(part.name);
    case 'user':
      return person(part.user_id);
    case 'usergroup':
      return group(part.usergroup_id);
    case 'channel':
      return channel(part.channel_id);
    case 'broadcast':
      return broadcast(part.range);
    case 'date':
      return date(part.timestamp, part.format, part.url);
    case 'color':
      return html`
        <code><span class="swatch" style=${{ background: part.value }}></span>${part.value}</code>
      `;
    case 'team':
      return html`<span class="mention">${part.team_id}</span>`;
    default:
      return html`<span class="unknown">${part.type}</span>`;
  }
}

function styled(inner, { bold, italic, strike, code, underline, highlight }) {
  let shown = inner;
  if (code) shown = html`<code>${shown}</code>`;
  if (bold) shown = html`<strong>${shown}</strong>`;
  if (italic) shown = html`<em>${shown}</em>`;
  if (strike) shown = html`<s>${shown}</s>`;
  if (underline) shown = html`<u>${shown}</u>`;
  if (highlight) shown = html`<mark>${shown}</mark>`;
  return shown;
}
