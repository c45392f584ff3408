import { type AgentId, parseAgentId } from './agent-id.ts';

/**
 * A number of three to six digits that is not part of a longer number, a time, a date, a decimal, a sum of money or a
 * percentage. A comma between digits makes one number where it stands before thousands (`1,250`), else a list
 * (`1099,1100`).
 */
const FREE_STANDING =
  /(?<![\w+#$€£¥]|\d[.:/-]|(?<!\d)\d{1,3},(?=\d{3}(?!\d)))(#?)(\d{3,6})(?![\w%€]|[.:/-]\d|,\d{1,3}(?!\d))/gu;
/** With a country code, however it is grouped. */
const PHONE_NUMBER = /\+\d(?:[\s().-]{0,2}\d){6,18}/gu;
const LINKS_AND_MENTIONS = /<[^<>]{0,3000}>/gu;
const AFTER_THE_WORD = /\bagents?\s{0,3}$/iu;
const LIST_SEPARATOR = /^\s{0,3}(?:,|&|and|or)?\s{0,3}$/iu;

/**
 * Agent ids that a message speaks of, in the order of first mention. Where the writer marked some (`agent 1099`,
 * `agents 1099 and 1100`, `#1099`) only those count: the other numbers are then amounts and years. Links,
 * mentions and phone numbers are passed over.
 */
export function findAgentMentions(text: string): AgentId[] {
  const found = candidatesIn(text.replace(LINKS_AND_MENTIONS, ' ').replace(PHONE_NUMBER, ' '));
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
