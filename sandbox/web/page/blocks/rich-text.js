import { html } from '../html.js';
import { channelName, formatDate, groupHandle, personName } from '../names.js';
import { emoji, link } from './text.js';

export const richText = (block) => html`<div class="rich-text">${block.elements.map(element)}</div>`;

function element(part) {
  switch (part.type) {
    case 'rich_text_section':
      return html`<div>${part.elements.map(leaf)}</div>`;
    case 'rich_text_quote':
      return html`<blockquote>${part.elements.map(leaf)}</blockquote>`;
    case 'rich_text_preformatted':
      return html`<pre>${part.elements.map(leaf)}</pre>`;
    case 'rich_text_list': {
      const items = part.elements.map((item) => html`<li>${item.elements.map(leaf)}</li>`);
      const depth = `indent-${part.indent ?? 0}`;
      return part.style === 'ordered'
        ? html`<ol class=${depth} start=${(part.offset ?? 0) + 1}>${items}</ol>`
        : html`<ul class=${depth}>${items}</ul>`;
    }
    default:
      return null;
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
      return html`<span class="mention">@${personName(part.user_id)}</span>`;
    case 'usergroup':
      return html`<span class="mention">@${groupHandle(part.usergroup_id)}</span>`;
    case 'channel':
      return html`<span class="mention">${channelName(part.channel_id)}</span>`;
    case 'broadcast':
      return html`<span class="mention broadcast">@${part.range}</span>`;
    case 'date':
      return html`<time>${formatDate(part.timestamp, part.format)}</time>`;
    case 'color':
      return html`<code>${part.value}</code>`;
    default:
      return html`<span class="unknown">${part.type}</span>`;
  }
}

function styled(inner, { bold, italic, strike, code, underline }) {
  let shown = inner;
  if (code) shown = html`<code>${shown}</code>`;
  if (bold) shown = html`<strong>${shown}</strong>`;
  if (italic) shown = html`<em>${shown}</em>`;
  if (strike) shown = html`<s>${shown}</s>`;
  if (underline) shown = html`<u>${shown}</u>`;
  return shown;
}
