/**
 * What is said to people, before it is put into blocks: plain strings are shown literally, whatever they hold, so
 * names and typed text may stand in them. Markup is only what is said here to be markup.
 */
export type Sentence = readonly Phrase[];

export type Phrase =
  | string
  /** Something to type. */
  | { readonly code: string }
  | { readonly bold: string }
  | { readonly user: string }
  | { readonly group: string }
  | { readonly channel: string };

/** The words alone, for where nothing formats and nobody is mentioned: errors beside a form's fields. */
export function plainWords(sentences: readonly Sentence[]): string {
  return sentences.map((sentence) => sentence.map(wordsOf).join('')).join(' ');
}

function wordsOf(phrase: Phrase): string {
  if (typeof phrase === 'string') return phrase;
  if ('code' in phrase) return phrase.code;
  return 'bold' in phrase ? phrase.bold : '';
}

/** `a, b and c`; beyond `most` the rest is counted. */
export function listOf(items: readonly string[], most: number): string {
  const shown = items.length <= most ? items : [...items.slice(0, most), `${items.length - most} more`];
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}
