import { slackDate, zone } from '../dates.js';
import { emoji } from '../emoji-image.js';
import { html } from '../html.js';
import { channelName, groupHandle, personName } from '../names.js';
import { parseMrkdwn } from '../slack/mrkdwn.js';
import { store } from '../store.js';

/** A text object, or nothing without one. */
export const textObject = (text) =>
  text === undefined || text === null
    ? null
    : text.type === 'mrkdwn'
      ? mrkdwn(text.text, { verbatim: text.verbatim })
      : html`<span class="plain">${text.emoji === false ? text.text : withEmoji(text.text)}</span>`;

/** The text of a text object without formatting. */
export const plainOf = (text) => text?.text ?? '';

const EMOJI = /:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/;

/** Plain text with `:names:` shown as emoji, as in headers and buttons. */
export function withEmoji(text) {
  const parts = text.split(EMOJI);
  return parts.length === 1 ? text : parts.map((part, index) => (index % 2 === 1 ? emoji(part) : part));
}

export const mrkdwn = (text, options = {}) =>
  html`<span class="mrkdwn">${joined(parseMrkdwn(text, options)).map(node)}</span>`;

/** Joins adjacent quoted lines into one quotation, whose block replaces the line break that follows. */
function joined(nodes) {
  const out = [];
  for (const [index, each] of nodes.entries()) {
    const last = out.at(-1);
    const next = nodes[index + 1];
    const isBreak = each.type === 'text' && each.text === '\n' && last?.type === 'quote';
    if (isBreak && next?.type === 'quote') continue;
    if (each.type === 'quote' && last?.type === 'quote') {
      out[out.length - 1] = {
        ...last,
        children: [...last.children, { type: 'text', text: '\n' }, ...each.children],
      };
    } else if (each.type === 'text' && last?.type === 'quote') {
      out.push({ ...each, text: each.text.replace(/^\n/, '') });
    } else {
      out.push(each);
    }
  }
  return out;
}

const safeUrl = (url) => (/^(https?|mailto|tel):/i.test(url) ? url : undefined);

export const link = (url, label) => {
  const href = safeUrl(url);
  return href === undefined
    ? html`<span>${label}</span>`
    : html`<a href=${href} target="_blank" rel="noopener noreferrer">${label}</a>`;
};

const mention = (text, isMe = false) => html`<span class=${isMe ? 'mention me' : 'mention'}>${text}</span>`;

export const person = (id) => mention(`@${personName(id)}`, id === store.workspace.me);

export const channel = (id) => mention(channelName(id));

export const group = (id) => mention(`@${groupHandle(id)}`);

export const broadcast = (range) => mention(`@${range}`, true);

/** A date token in the reader's zone. */
export function date(timestamp, pattern, url) {
  const shown = slackDate(timestamp, pattern);
  const time = html`<time datetime=${new Date(timestamp * 1000).toISOString()} title=${zone()}>${shown}</time>`;
  return url === undefined ? time : link(url, time);
}

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
      return html`<pre>${part.text.replace(/^\n/, '')}</pre>`;
    case 'emoji':
      return emoji(part.name);
    case 'link':
      return link(part.url, part.label ?? part.url);
    case 'user':
      return person(part.id);
    case 'channel':
      return channel(part.id);
    case 'usergroup':
      return group(part.id);
    case 'broadcast':
      return broadcast(part.range);
    case 'date':
      return date(part.timestamp, part.format, part.url);
    default:
      return null;
  }
}
