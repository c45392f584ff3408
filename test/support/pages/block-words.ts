/**
 * Returns the words that a page must show for a block, in order. They are derived from the JSON only, independently of
 * the page's code. Patterns match texts that differ between readers: times and people's names.
 */
export function wordsOfBlock(block: Json): Word[] {
  switch (block['type']) {
    case 'table':
      return lists(block['rows']).flat().flatMap(textWords);
    case 'data_visualization':
      return chartWords(block);
    case 'rich_text':
      return list(block['elements']).flatMap((part) => list(part['elements']).flatMap(leafWords));
    case 'section':
      return [
        ...textWords(block['text']),
        ...list(block['fields']).flatMap(textWords),
        ...elementWords(object(block['accessory'])),
      ];
    case 'context':
      return list(block['elements']).flatMap(textWords);
    case 'actions':
      return list(block['elements']).flatMap(elementWords);
    case 'header':
      return textWords(block['text']);
    case 'divider':
      return [];
    default:
      throw new Error(`the words of ${String(block['type'])} blocks are not defined`);
  }
}

/** The options of each menu of a block, and its text before a choice. */
export interface MenuWords {
  readonly placeholder: string | null;
  readonly options: readonly string[];
}

export function menusOfBlock(block: Json): MenuWords[] {
  return [object(block['accessory']), ...list(block['elements'])]
    .filter((element) => element['options'] !== undefined)
    .map(({ placeholder, options }) => ({
      placeholder: placeholder === undefined ? null : plain(placeholder),
      options: list(options).map(({ text }) => plain(text)),
    }));
}

/** Returns the words that are missing in the text of a drawn block; each word must follow the one before. */
export function missingWords(words: readonly Word[], drawn: string): Word[] {
  let rest = oneLine(drawn);
  return words.filter((word) => {
    const found = typeof word === 'string' ? rest.indexOf(oneLine(word)) : rest.search(word);
    if (found !== -1) rest = rest.slice(found + (typeof word === 'string' ? oneLine(word).length : 1));
    return found === -1;
  });
}

export type Json = Readonly<Record<string, unknown>>;
export type Word = string | RegExp;

const TIME = /\d\d:\d\d/;
const MENTION = /@\w/;

function textWords(text: unknown): Word[] {
  const { type, text: content, emoji } = object(text);
  if (typeof content !== 'string') return [];
  if (type === 'mrkdwn') return mrkdwnWords(content);
  // Headers and cells show `:names:` as emoji by default.
  return emoji === false ? lines(content) : content.split(/:[a-z0-9_+'-]+:/).flatMap(lines);
}

/** Reads our own markup only: bold, emoji, dates and mentions, and the three entities. */
function mrkdwnWords(text: string): Word[] {
  return text.split(/(<[^>]*>|\*|:[a-z0-9_+'-]+:)/).flatMap((part, index): Word[] => {
    const isMarkup = index % 2 === 1;
    if (isMarkup && !part.startsWith('<')) return [];
    if (part.startsWith('<!date')) return [TIME];
    if (part.startsWith('<')) return [MENTION];
    return lines(part.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'));
  });
}

function leafWords(leaf: Json): Word[] {
  switch (leaf['type']) {
    case 'text':
      return lines(String(leaf['text']));
    case 'emoji':
      return [];
    case 'channel':
      return [/#\w/];
    case 'user':
    case 'usergroup':
      return [MENTION];
    default:
      throw new Error(`the words of ${String(leaf['type'])} elements are not defined`);
  }
}

/**
 * Returns the words of an element without its menu, which is no text of the page until it is opened: see {@link
 * menusOfBlock}.
 */
function elementWords({ text }: Json): Word[] {
  return textWords(text);
}

/** Returns the words of a chart; its figures are in a table for screen readers. */
function chartWords({ title, chart }: Json): Word[] {
  const { series, axis_config: axes } = object(chart);
  const categories = object(axes)['categories'];
  const rows = (Array.isArray(categories) ? categories : []).map((category) => [
    String(category),
    ...list(series).flatMap(({ data }) =>
      list(data)
        .filter(({ label }) => label === category)
        .map(({ value }) => String(value)),
    ),
  ]);
  return [String(title), ...list(series).map(({ name }) => String(name)), ...rows.flat()];
}

function plain(text: unknown): string {
  return String(object(text)['text']);
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => oneLine(line) !== '');
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function list(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(object) : [];
}

function lists(value: unknown): Json[][] {
  return Array.isArray(value) ? value.map(list) : [];
}
