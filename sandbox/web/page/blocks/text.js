import { html } from '../html.js';
import { channelName, formatDate, groupHandle, personName } from '../names.js';
import { parseMrkdwn } from '../slack/mrkdwn.js';

/** A text object, or nothing. */
export const textObject = (text) =>
  text === undefined || text === null
    ? null
    : text.type === 'mrkdwn'
      ? mrkdwn(text.text, { verbatim: text.verbatim })
      : html`<span class="plain">${text.text}</span>`;

export const plainOf = (text) => text?.text ?? '';

export const mrkdwn = (text, options = {}) =>
  html`<span class="mrkdwn">${parseMrkdwn(text, options).map(node)}</span>`;

const safeUrl = (url) => (/^(https?|mailto|tel):/i.test(url) ? url : undefined);

export const link = (url, label) => {
  const href = safeUrl(url);
  return href === undefined
    ? html`<span>${label}</span>`
    : html`<a href=${href} target="_blank" rel="noopener noreferrer">${label}</a>`;
};

function node(part) {
  switch (part.type) {
    case 'text':
      return part.text;
    case 'bold':
      return html`<strong>${part.children.map(node)}</strong>`;
    case 'italic':
      return html`<em>${part.children.map(node)}</em>`;
    case 'strike':
      return html`<s>${part.children.map(node)}</s>`;
    case 'quote':
      return html`<blockquote>${part.children.map(node)}</blockquote>`;
    case 'code':
      return html`<code>${part.text}</code>`;
    case 'preformatted':
      return html`<pre>${part.text}</pre>`;
    case 'emoji':
      return emoji(part.name);
    case 'link':
      return link(part.url, part.label ?? part.url);
    case 'user':
      return html`<span class="mention">@${personName(part.id)}</span>`;
    case 'channel':
      return html`<span class="mention">${channelName(part.id)}</span>`;
    case 'usergroup':
      return html`<span class="mention">@${groupHandle(part.id)}</span>`;
    case 'broadcast':
      return html`<span class="mention broadcast">@${part.range}</span>`;
    case 'date':
      return html`<time>${formatDate(part.timestamp, part.format)}</time>`;
    default:
      return null;
  }
}

const EMOJI = {
  white_check_mark: '✅',
  warning: '⚠️',
  x: '❌',
  wave: '👋',
  telephone_receiver: '📞',
  headphones: '🎧',
  hourglass: '⌛',
  large_green_circle: '🟢',
  large_yellow_circle: '🟡',
  red_circle: '🔴',
  white_circle: '⚪',
  large_blue_circle: '🔵',
  black_circle: '⚫',
  coffee: '☕',
  memo: '📝',
  bar_chart: '📊',
  arrows_counterclockwise: '🔄',
  star: '⭐',
  information_source: 'ℹ️',
};

export const emoji = (name) =>
  html`<span class="emoji" title=${`:${name}:`}>${EMOJI[name] ?? `:${name}:`}</span>`;
