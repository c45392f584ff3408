import { html } from '../html.js';
import { parseMrkdwn } from '../slack/mrkdwn.js';
import { Component } from '../vendor/preact.js';
import { keep, standing } from './field-state.js';
import { plainOf } from './text.js';

/** Rich text input with Slack's marks (*bold*, _italic_, ~struck~, `code`). */
export class RichTextInput extends Component {
  render({ place, block, it, field }) {
    const { label, isBad, describedBy, isFirst } = field;
    const value = standing(place, block, it);
    // Text that was typed in this tab stays as typed; input from another tab is converted from rich text to marks.
    const typed = JSON.stringify(value) === this.sent ? this.typed : markedUp(value);
    return html`
      <textarea
        class="line-input"
        rows=${Math.min(20, it.min_lines ?? 4)}
        value=${typed}
        placeholder=${plainOf(it.placeholder)}
        aria-label=${label}
        aria-invalid=${isBad ? 'true' : undefined}
        aria-describedby=${describedBy}
        data-first=${isFirst ? '' : undefined}
        onInput=${(event) => {
          this.typed = event.target.value;
          const rich = this.typed.trim() === '' ? null : richText(this.typed);
          this.sent = JSON.stringify(rich);
          keep(place, block, it, rich);
        }}
      ></textarea>
    `;
  }
}

function richText(typed) {
  const elements = parseMrkdwn(typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;'), {}).flatMap((node) =>
    leaves(node, {}),
  );
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}

function leaves(node, style) {
  if ('children' in node) {
    const inner = node.type === 'quote' ? style : { ...style, [node.type]: true };
    return node.children.flatMap((child) => leaves(child, inner));
  }
  const styled = Object.keys(style).length === 0 ? {} : { style };
  if (node.type === 'link') return [{ type: 'link', url: node.url, ...styled }];
  if (node.type === 'emoji') return [{ type: 'emoji', name: node.name }];
  if (node.type === 'code') return [{ type: 'text', text: node.text, style: { ...style, code: true } }];
  return node.text ? [{ type: 'text', text: node.text, ...styled }] : [];
}

const MARKS = [
  ['bold', '*'],
  ['italic', '_'],
  ['strike', '~'],
  ['code', '`'],
];

function markedUp(value) {
  const sections = (value?.elements ?? []).flatMap((section) => section.elements ?? []);
  return sections
    .map(({ text, url, name, style = {} }) =>
      MARKS.filter(([kind]) => style[kind]).reduce(
        (inner, [, mark]) => `${mark}${inner}${mark}`,
        text ?? url ?? (name === undefined ? '' : `:${name}:`),
      ),
    )
    .join('');
}
