import { fileURLToPath } from 'node:url';

/**
 * Maximum length of a list in a shortened view; a longer one is written as its first entry and the number of the
 * others.
 */
const SHORT_LIST_MAX = 8;

/** Returns the path of a golden file below `test/fixtures/`. `name` may have spaces and commas. */
export function goldenFile(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/${name.replaceAll(/[ ,]+/g, '-')}`, import.meta.url));
}

/** The content of a golden file about a message or App Home. */
export interface GoldenView {
  readonly text?: string;
  readonly blocks: readonly object[];
  readonly fallback?: { readonly without: string; readonly blocks: readonly object[] };
}

/**
 * Writes the text, then one line per block, so that a review shows which block changed. The fallback form follows with
 * the blocks that only it has.
 */
export function goldenLines({ text, blocks, fallback }: GoldenView, line: LineWriter = whole): string {
  const lines = blocks.map(line);
  const others = (fallback?.blocks ?? []).map(line).filter((each) => !lines.includes(each));
  const parts = [
    text === undefined ? [] : [text],
    lines,
    fallback === undefined ? [] : [`without ${fallback.without}:`, ...others],
  ];
  return parts
    .filter((part) => part.length > 0)
    .map((part) => `${part.join('\n')}\n`)
    .join('\n');
}

/** Writes several views into one file. A view that equals an earlier one is written as that one's name. */
export function goldenViews(views: Record<string, GoldenView>, line: LineWriter = whole): string {
  const names = new Map<string, string>();
  return Object.entries(views)
    .map(([name, view]) => {
      const text = goldenLines(view, line);
      const twin = names.get(text);
      if (twin === undefined) names.set(text, name);
      return `== ${name}\n${twin === undefined ? text : `as ${twin}\n`}`;
    })
    .join('\n');
}

type LineWriter = (block: unknown) => string;

const whole: LineWriter = (block) => JSON.stringify(block);

/** Writes shortened blocks, for floors of many queues or agents. */
export const shortened: LineWriter = (block) =>
  JSON.stringify(block, (_, value: unknown) =>
    Array.isArray(value) && value.length > SHORT_LIST_MAX
      ? [value[0], `and ${value.length - 1} more`]
      : value,
  );
