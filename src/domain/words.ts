/** One word of what a person typed after a command. */
export interface Word {
  readonly text: string;
  /** For comparing with our own words. */
  readonly lower: string;
  /** Was in quotation marks, so it is a name and never one of our words. */
  readonly quoted: boolean;
  /** A comma or semicolon follows: the item of the list that it belongs to ends here. */
  readonly endsItem: boolean;
}

/** Quoted text, something of Slack's in angle brackets, a separator, or whatever stands between those and spaces. */
const PARTS = /"([^"]*)"|“([^“”]*)”|<[^<>]{1,200}>|[,;]|[^\s,;]+/gu;

/**
 * Full-width forms become plain, typographic dashes become hyphens, what is invisible goes; case is kept for names.
 * Linear in the length of the text.
 */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  const visible = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\p{Cc}/gu, ' ');
  for (const [whole, straight, curly] of visible.matchAll(PARTS)) {
    const last = words.at(-1);
    const quoted = straight ?? curly;
    if (whole === ',' || whole === ';') {
      if (last !== undefined) words[words.length - 1] = { ...last, endsItem: true };
    } else if (quoted !== undefined) {
      words.push({ text: quoted.trim(), lower: quoted.trim().toLowerCase(), quoted: true, endsItem: false });
    } else {
      const plain = whole.replace(/[‐-―−]/gu, '-');
      words.push({ text: plain, lower: plain.toLowerCase(), quoted: false, endsItem: false });
    }
  }
  return words;
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

/** A list that {@link itemsIn} reads back as it was. */
export function writeItems(items: readonly string[]): string {
  return items.map((item) => (/^[\p{L}\p{N}_.-]+$/u.test(item) ? item : `"${item}"`)).join(', ');
}
