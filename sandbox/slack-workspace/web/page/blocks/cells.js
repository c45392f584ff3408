import { richText } from './rich-text.js';
import { withEmoji } from './text.js';

/** The content of a table's cell. */
export const cell = (value) => (value.type === 'rich_text' ? richText(value) : withEmoji(cellText(value)));

/** The text of a cell without formatting. */
export const cellText = (value) =>
  value.type === 'rich_text' ? textIn(value.elements) : (value.text ?? String(value.value));

const textIn = (elements) =>
  elements
    .map((each) => each.text ?? (each.elements === undefined ? (each.name ?? '') : textIn(each.elements)))
    .join(' ');

export const isNumber = (value) => value.type === 'raw_number';

/** The alignment of a cell: figures are right-aligned unless the app decides otherwise. */
export const alignment = (settings, index, value) =>
  `align-${settings?.[index]?.align ?? (isNumber(value) ? 'right' : 'left')}`;
