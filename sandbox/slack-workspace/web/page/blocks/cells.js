import { richText } from './rich-text.js';
import { withEmoji } from './text.js';

/** A cell of a table, as it shows. */
export const cell = (value) => (value.type === 'rich_text' ? richText(value) : withEmoji(cellText(value)));

/** Its characters alone. */
export const cellText = (value) =>
  value.type === 'rich_text' ? textIn(value.elements) : (value.text ?? String(value.value));

const textIn = (elements) =>
  elements
    .map((each) => each.text ?? (each.elements === undefined ? (each.name ?? '') : textIn(each.elements)))
    .join(' ');

export const isNumber = (value) => value.type === 'raw_number';

/** Figures stand at the right, unless the app says otherwise. */
export const alignment = (settings, index, value) =>
  `align-${settings?.[index]?.align ?? (isNumber(value) ? 'right' : 'left')}`;
