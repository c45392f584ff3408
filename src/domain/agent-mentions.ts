import { type AgentId, parseAgentId } from './agent-id.ts';

/** A number of three to six digits that is not part of a longer number, a time, a date, a decimal or a percentage. */
const FREE_STANDING = /(?<![\w+#]|\d[.,:/-])(#?)(\d{3,6})(?![\w%]|[.,:/-]\d)/gu;
const AFTER_THE_WORD = /\bagents?\s{0,3}$/iu;
const LIST_SEPARATOR = /^\s{0,3}(?:,|&|and|or)?\s{0,3}$/iu;

/**
 * Agent ids that a message speaks of, in the order of first mention. Where the writer marked some (`agent 1099`,
 * `agents 1099 and 1100`, `#1099`) only those count: the other numbers are then amounts and years. Links and
 * mentions are passed over.
 */
export function findAgentMentions(text: string): AgentId[] {
  const found = candidatesIn(text.replace(/<[^<>]{0,3000}>/gu, ' '));
  const marked = found.filter((candidate) => candidate.marked);
  return [...new Set((marked.length > 0 ? marked : found).map((candidate) => candidate.id))];
}

function candidatesIn(text: string): { id: AgentId; marked: boolean }[] {
  const candidates = [];
  let previous = { end: 0, marked: false };
  for (const match of text.matchAll(FREE_STANDING)) {
    const [whole, hash, digits = ''] = match;
    const between = text.slice(previous.end, match.index);
    const marked =
      hash === '#' ||
      AFTER_THE_WORD.test(between.slice(-12)) ||
      (previous.marked && LIST_SEPARATOR.test(between));
    previous = { end: match.index + whole.length, marked };
    const id = parseAgentId(digits);
    if (id !== undefined) candidates.push({ id, marked });
  }
  return candidates;
}
