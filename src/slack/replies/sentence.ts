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

/** `a, b and c`; beyond `most` the rest is counted. */
export function listOf(items: readonly string[], most: number): string {
  const shown = items.length <= most ? items : [...items.slice(0, most), `${items.length - most} more`];
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}
