import { foldTypography } from './fold-typography.ts';

export interface Word {
  readonly text: string;
  /** Lower case, for comparing with keywords. */
  readonly lower: string;
  /** True if the word was quoted: it is a name and never a keyword. */
  readonly quoted: boolean;
  /** True if a comma or semicolon follows, which ends the item of a list. */
  readonly endsItem: boolean;
  /** Id of a channel link; `text` is then `#name`, or `#` and the id without a name. */
  readonly channelId: string | null;
}

/** A channel as Slack sends it with `should_escape`: `<#C0123|ops>`. The name may be missing or empty. */
const CHANNEL = String.raw`<#(?<id>[CGD][A-Z0-9]{1,30})(?:\|(?<name>[^<>|]{0,200}))?>`;
/** At most 200 characters, so that unmatched quotes are cheap. An apostrophe inside a word is no closing quote. */
const SINGLE_QUOTED = String.raw`'(?<single>(?:[^'\n]|'(?=[\p{L}\p{N}])){1,200})'(?=[\s,;:]|$)`;
const PARTS = new RegExp(String.raw`"(?<double>[^"]*)"|${SINGLE_QUOTED}|${CHANNEL}|[,;]|[^\s,;]+`, 'gu');

/** Splits folded text into words, quoted names and channels. Keeps the case of names. Runs in linear time. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const { 0: whole, groups = {} } of foldTypography(text).matchAll(PARTS)) {
    const last = words.at(-1);
    const quoted = groups['double'] ?? groups['single'];
    const { id, name } = groups;
    if (whole === ',' || whole === ';') {
      if (last !== undefined) words[words.length - 1] = { ...last, endsItem: true };
    } else if (quoted !== undefined) {
      words.push(wordFrom(quoted.trim(), { quoted: true }));
    } else if (id !== undefined) {
      words.push(wordFrom(`#${name === undefined || name === '' ? id : name}`, { channelId: id }));
    } else {
      words.push(wordFrom(whole));
    }
  }
  return words;
}

function wordFrom(text: string, more: Partial<Pick<Word, 'quoted' | 'channelId'>> = {}): Word {
  return { text, lower: text.toLowerCase(), quoted: false, endsItem: false, channelId: null, ...more };
}

export function textOf(words: readonly Word[]): string {
  return words.map(({ text }) => text).join(' ');
}

/** Reads a list whose items are separated by commas or, without any comma, by spaces. Removes duplicates. */
export function itemsIn(words: readonly Word[]): string[] {
  if (!words.some(({ endsItem }) => endsItem))
    return [...new Set(words.map(({ text }) => text).filter(Boolean))];
  const items: string[] = [];
  let item: string[] = [];
  for (const word of words) {
    item.push(word.text);
    if (!word.endsItem) continue;
    items.push(item.join(' '));
    item = [];
  }
  return [...new Set([...items, item.join(' ')].filter(Boolean))];
}

/** Keywords that begin a part of a command. A queue with such a name must be quoted. */
const KEYWORDS: ReadonlySet<string> = new Set(['queue', 'queues', 'zone', 'tz', 'timezone', 'channel']);

/** Writes a list that {@link itemsIn} reads back; quotation marks inside an item are lost. */
export function writeItems(items: readonly string[]): string {
  return items.map(writeItem).join(', ');
}

function writeItem(item: string): string {
  if (/^[\p{L}\p{N}_.-]+$/u.test(item) && !KEYWORDS.has(item.toLowerCase())) return item;
  return `"${item.replaceAll('"', "'")}"`;
}
