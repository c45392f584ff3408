/**
 * What a reader must find of a block, in the order in which it stands: worked out from the JSON alone, so that whoever
 * draws it cannot agree with itself. A pattern stands for what each reader sees differently: times, people's names.
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
      throw new Error(`nobody has said how a ${String(block['type'])} block reads`);
  }
}

/** What each menu of a block offers, and what stands in it until something is chosen. */
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

/** The words that are not there, in what is drawn of a block; each is sought after the one before it. */
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
  // Headers and cells show `:names:` as emoji unless they are told not to.
  return emoji === false ? lines(content) : content.split(/:[a-z0-9_+'-]+:/).flatMap(lines);
}

/** Our own markup only: bold, emoji, dates and mentions, and the three entities. */
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
  if (leaf['type'] === 'text') return lines(String(leaf['text']));
  return leaf['type'] === 'channel' ? [/#\w/] : [MENTION];
}

/** For menus see {@link menusOfBlock}: their words are no text of the page until they are opened. */
function elementWords({ text }: Json): Word[] {
  return textWords(text);
}

/** Its figures stand in a table that a screen reader hears. */
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
