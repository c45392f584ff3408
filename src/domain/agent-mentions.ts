import { type AgentId, parseAgentId } from './agent-id.ts';
import { replacePhoneNumbers } from './phone-number.ts';

/**
 * A number of three to six digits that is not part of a longer number, a time, a date, a decimal, a sum of money or a
 * percentage. A comma between digits makes one number where it stands before thousands (`1,250`), else a list
 * (`1099,1100`).
 */
const FREE_STANDING =
  /(?<![\w+#$€£¥]|\d[.:/-]|(?<!\d)\d{1,3},(?=\d{3}(?!\d)))(#?)(\d{3,6})(?![\w%€]|[.:/-]\d|,\d{1,3}(?!\d))/gu;
const NUMBER = String.raw`\d{1,3}(?:[ \u00a0\u202f.,'’]\d{3}){0,4}(?:[.,]\d{1,9})?(?!\d)|\d{1,15}(?:[.,]\d{1,9})?`;
const CURRENCY = String.raw`\p{Sc}|\b(?:eur|euros?|usd|gbp|cny|rmb|inr|jpy|chf|brl|mxn|dollars?|pounds?|yuan)\b`;
/** `$ 500`, `1 250 €`, `EUR 1.099,00`, `500 euros`, `1250 %`: the sign may stand apart. */
const AMOUNT = new RegExp(
  String.raw`(?:${CURRENCY})[ \u00a0\u202f]?(?:${NUMBER})|(?<![\d.,])(?:${NUMBER})[ \u00a0\u202f]?(?:${CURRENCY}|[%‰])`,
  'giu',
);
const MONTH = String.raw`(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|tember|ober|ember)?\.?`;
/** `20 November 2026`, `Nov 20, 2026`, `20. 11. 2026`: the year is no agent. */
const WRITTEN_DATE = new RegExp(
  String.raw`\b${MONTH},?\s(?:\d{1,2}(?:st|nd|rd|th)?,?\s)?(?:19|20)\d\d\b|\b\d{1,2}\.\s\d{1,2}\.\s(?:19|20)\d\d\b`,
  'giu',
);
const LINKS_AND_MENTIONS = /<[^<>]{0,3000}>/gu;
const AFTER_THE_WORD = /\bagents?\s{0,3}$/iu;
const LIST_SEPARATOR = /^\s{0,3}(?:,|&|and|or)?\s{0,3}$/iu;

/**
 * Agent ids that a message speaks of, in the order of first mention. Where the writer marked some (`agent 1099`,
 * `agents 1099 and 1100`, `#1099`) only those count: the other numbers are then amounts and years. Links,
 * mentions, phone numbers, amounts and dates are passed over.
 */
export function findAgentMentions(text: string): AgentId[] {
  const numbers = text.replace(LINKS_AND_MENTIONS, ' ').replace(AMOUNT, ' ').replace(WRITTEN_DATE, ' ');
  const found = candidatesIn(replacePhoneNumbers(numbers, ' '));
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
