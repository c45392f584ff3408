import { typedText } from './typed-text.ts';

const LONGEST = 40_000;
const MOST_NODES = 20_000;
/** Keys under which blocks and attachments hold what a reader sees; links and ids stand under others. */
const READ = new Set([
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

/** Everything that a person reads in a message, decoded: its text, and the texts inside its blocks and attachments. */
export function textOfMessage(message: unknown): string {
  const texts: string[] = [];
  const waiting: unknown[] = [message];
  for (let seen = 0; waiting.length > 0 && seen < MOST_NODES; seen += 1) {
    const node = waiting.pop();
    if (typeof node === 'string') texts.push(typedText(node));
    else if (Array.isArray(node)) waiting.push(...node.toReversed());
    else if (typeof node === 'object' && node !== null) waiting.push(...readParts(node).toReversed());
  }
  return texts.join('\n').slice(0, LONGEST);
}

function readParts(node: object): unknown[] {
  return Object.entries(node).flatMap(([key, part]: [string, unknown]) => (READ.has(key) ? [part] : []));
}
