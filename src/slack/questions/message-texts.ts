import { unescapeCommandText } from './unescape-command-text.ts';

const TEXT_MAX = 40_000;
const NODES_MAX = 20_000;
/** Keys of visible text in blocks and attachments; links and ids have other keys. */
const VISIBLE_KEYS = new Set([
  'text',
  'blocks',
  'elements',
  'fields',
  'attachments',
  'title',
  'pretext',
  'value',
  'rows',
]);

/** Returns all visible text of a message, decoded: its text and the texts of its blocks and attachments. */
export function textOfMessage(message: unknown): string {
  const texts: string[] = [];
  const waiting: unknown[] = [message];
  for (let seen = 0; waiting.length > 0 && seen < NODES_MAX; seen += 1) {
    const node = waiting.pop();
    if (typeof node === 'string') texts.push(unescapeCommandText(node));
    else if (Array.isArray(node)) waiting.push(...node.toReversed());
    else if (typeof node === 'object' && node !== null) waiting.push(...readParts(node).toReversed());
  }
  return texts.join('\n').slice(0, TEXT_MAX);
}

function readParts(node: object): unknown[] {
  return Object.entries(node).flatMap(([key, part]: [string, unknown]) =>
    VISIBLE_KEYS.has(key) ? [part] : [],
  );
}
