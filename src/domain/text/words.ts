import { foldTypography } from './fold-typography.ts';

/** One word of what a person typed after a command. */
export interface Word {
  readonly text: string;
  /** For comparing with our own words. */
  readonly lower: string;
  /** Was in quotation marks, so it is a name and never one of our words. */
  readonly quoted: boolean;
  /** A comma or semicolon follows: the item of the list that it belongs to ends here. */
  readonly endsItem: boolean;
  /** Of a channel that Slack recognised: its id. `text` is then `#name`, or `#` and the id where Slack gave no name. */
  readonly channelId: string | null;
}

/** A channel as Slack writes it with `should_escape`: `<#C0123|ops>`. The name may be missing or empty. */
const CHANNEL = String.raw`<#(?<id>[CGD][A-Z0-9]{1,30})(?:\|(?<name>[^<>|]{0,200}))?>`;
/** Up to 200 characters, so that marks without a partner cost no more than that each. An apostrophe inside a word closes nothing. */
const SINGLE_QUOTED = String.raw`'(?<single>(?:[^'\n]|'(?=[\p{L}\p{N}])){1,200})'(?=[\s,;:]|$)`;
const PARTS = new RegExp(String.raw`"(?<double>[^"]*)"|${SINGLE_QUOTED}|${CHANNEL}|[,;]|[^\s,;]+`, 'gu');

/** Reads folded text as words, quoted names and channels. Case is kept for names. Linear in the length of the text. */
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

/** A list: items are separated by commas; without any comma, by spaces. Each item once. */
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

/** Words that open a part of a command; a queue that is called like one is written in quotation marks. */
const KEYWORDS: ReadonlySet<string> = new Set(['queue', 'queues', 'zone', 'tz', 'timezone', 'channel']);

/** A list that {@link itemsIn} reads back as it was, but for quotation marks inside an item. */
export function writeItems(items: readonly string[]): string {
  return items.map(writeItem).join(', ');
}

function writeItem(item: string): string {
  if (/^[\p{L}\p{N}_.-]+$/u.test(item) && !KEYWORDS.has(item.toLowerCase())) return item;
  return `"${item.replaceAll('"', "'")}"`;
}
