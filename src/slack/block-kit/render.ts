import {
  actions,
  type Block,
  context,
  fieldSections,
  header,
  markupSection,
  messageBlocks,
  messageText,
  plainSection,
  richText,
} from './elements.ts';
import { escapeMrkdwn } from './escaping.ts';
import type { Fallback, Message } from './message.ts';
import type { Figure, Part } from './parts.ts';
import { bold, type Sentence, sentenceMarkup, sentenceText } from './sentence.ts';

/**
 * The three renderings of one view: blocks, fallback blocks without charts and tables, and text.
 * @param between separator of the sentences in the text
 */
export function toMessage(parts: readonly Part[], between: ' ' | '\n' = ' '): Message {
  const without = lackingKind(parts);
  const message = { text: textOf(parts, between), blocks: messageBlocks(blocksOf(parts)) };
  if (without === undefined) return message;
  return { ...message, fallback: { without, blocks: messageBlocks(parts.flatMap(fallbackOf)) } };
}

export function sentencesMessage(sentences: readonly Sentence[]): Message {
  return toMessage([{ kind: 'sentences', sentences }], '\n');
}

export function blocksOf(parts: readonly Part[]): Block[] {
  return parts.flatMap(blocksOfPart);
}

/** The text of each part as a paragraph, for a surface that refuses the blocks of the view. */
export function textBlocksOf(parts: readonly Part[]): Block[] {
  return parts
    .map((part) => textOf([part], '\n'))
    .flatMap((text) => (text === '' ? [] : [markupSection(text)]));
}

/** The kind of block that the fallback replaces; `undefined` if the view needs no fallback. */
function lackingKind(parts: readonly Part[]): Fallback['without'] | undefined {
  if (parts.some(({ kind }) => kind === 'chart')) return 'data_visualization';
  return parts.some((part) => part.kind === 'table' && part.lines !== null) ? 'table' : undefined;
}

function blocksOfPart(part: Part): Block[] {
  switch (part.kind) {
    case 'heading':
      return [header(part.text)];
    case 'context': {
      const lines = part.lines.map(sentenceMarkup);
      return [context(part.isStacked === true ? [lines.join('\n')] : lines)];
    }
    case 'paragraph':
      return [markupSection(part.lines.map(sentenceMarkup).join('\n'), part.accessory)];
    case 'figures':
      return fieldSections(part.figures.map(figureMarkup));
    case 'sentences':
      return richText(part.sentences);
    case 'item': {
      const { lines, figures = [], accessory } = part;
      return [plainSection(lines.join('\n'), { fields: figures.map(figureMarkup), accessory })];
    }
    case 'chart':
    case 'table':
      return [part.block, ...(part.note === undefined ? [] : [context([part.note])])];
    case 'buttons':
      return [actions(part.elements)];
    case 'divider':
      return [{ type: 'divider' }];
  }
}

function fallbackOf(part: Part): Block[] {
  if (part.kind === 'chart') return [];
  if (part.kind === 'table' && part.lines !== null) return richText(part.lines);
  return blocksOfPart(part);
}

function figureMarkup({ label, value }: Figure): string {
  return sentenceMarkup([bold(label), '\n', value]);
}

/**
 * Every sentence of the view. A sentence without punctuation at its end gets a full stop. The last part says when the
 * figures were taken, so a text that is too long keeps it.
 */
function textOf(parts: readonly Part[], between: ' ' | '\n' = ' '): string {
  const paragraphs = parts
    .map((part) =>
      linesOf(part)
        .filter((line) => line !== '')
        .join(between),
    )
    .filter((paragraph) => paragraph !== '');
  const [first = '', ...others] = paragraphs;
  const last = others.pop();
  return messageText([first, ...others].join(between), last === undefined ? '' : `${between}${last}`);
}

function linesOf(part: Part): string[] {
  switch (part.kind) {
    case 'heading':
      return [ended(escapeMrkdwn(part.text))];
    case 'context':
    case 'paragraph':
      return part.lines.map(sentenceLine);
    case 'figures':
      return part.figures.map(figureLine);
    case 'sentences':
      return part.sentences.map(sentenceLine);
    case 'item': {
      const { lines, figures = [] } = part;
      return [ended(escapeMrkdwn(lines.join(': '))), ...figures.map(figureLine)];
    }
    case 'table':
      return (part.lines ?? []).map(sentenceLine);
    case 'chart':
    case 'buttons':
    case 'divider':
      return [];
  }
}

function figureLine({ label, value }: Figure): string {
  return sentenceLine([label, ': ', value]);
}

function sentenceLine(sentence: Sentence): string {
  return ended(sentenceText(sentence));
}

function ended(text: string): string {
  return text === '' || /[.:!?…]$/u.test(text) ? text : `${text}.`;
}
