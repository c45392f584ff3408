import { type AgentId, parseAgentId } from '../floor/agent-id.ts';
import { foldTypography } from '../text/fold-typography.ts';
import { replacePhoneNumbers } from '../text/phone-number.ts';

/** Numbers of a message that may be agents, without duplicates, in order of first mention. */
export interface AgentMentions {
  /** Numbers after the word `agent` or `#`, and in a list that begins so: certainly meant as agents. */
  readonly marked: readonly AgentId[];
  /** Other numbers in the range of ids. They may be amounts or years; only the contact centre knows. */
  readonly others: readonly AgentId[];
  /** Numbers in web addresses and amounts (`1,099`), as written, without duplicates. They are not looked up. */
  readonly passedOver: readonly string[];
  /** True if the text has phone numbers, which are not looked up. */
  readonly hasPhoneNumbers: boolean;
}

/**
 * A number of three to six digits that is not part of a longer number, a time, a date, a decimal, an amount of money or
 * a percentage. A comma between digits is a thousands separator (`1,250`) or separates a list (`1099,1100`); so do `/`
 * and `-` between numbers of at least three digits.
 */
const FREE_STANDING =
  /(?<![\w+$€£¥]|\d[.:]|(?<!\d)\d{1,2}[/-]|(?<!\d)\d{1,3},(?=\d{3}(?!\d)))(#?)(?<![\w#]#)(\d{3,6})(?![\w%€]|[.:]\d|[/-]\d{1,2}(?!\d)|,\d{1,3}(?!\d))/gu;
/** Maximum number of ids in a range such as `1028-1031`; of a longer range only the two ends are used. */
const RANGE_MAX = 20;
const NUMBER = String.raw`\d{1,3}(?:[ \u00a0\u202f.,'’]\d{3}){0,4}(?:[.,]\d{1,9})?(?!\d)|\d{1,15}(?:[.,]\d{1,9})?`;
const CURRENCY = String.raw`\p{Sc}|\b(?:eur|euros?|usd|gbp|cny|rmb|inr|jpy|chf|brl|mxn|dollars?|pounds?|yuan)\b`;
/** `$ 500`, `1 250 €`, `EUR 1.099,00`, `500 euros`, `1250 %`. A space may separate sign and number. */
const AMOUNT = new RegExp(
  String.raw`(?:${CURRENCY})[ \u00a0\u202f]?(?:${NUMBER})|(?<![\d.,])(?:${NUMBER})[ \u00a0\u202f]?(?:${CURRENCY}|[%‰])`,
  'giu',
);
const MONTH = String.raw`(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|tember|ober|ember)?\.?`;
/** `20 November 2026`, `Nov 20, 2026`, `20. 11. 2026`, so that the year is not read as an agent. */
const WRITTEN_DATE = new RegExp(
  String.raw`\b${MONTH},?\s(?:\d{1,2}(?:st|nd|rd|th)?,?\s)?(?:19|20)\d\d\b|\b\d{1,2}\.\s\d{1,2}\.\s(?:19|20)\d\d\b`,
  'giu',
);
/** `https://support.example/agents/1099`, `support.example/agents/1099`; up to the next space. */
const WEB_ADDRESS =
  /(?<![\w.])(?:https?:\/\/|www\.|[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}\.[a-z]{2,20}\/)[^\s<>|]{0,3000}/giu;
const IN_ADDRESS = /(?<![\w.:%])\d{3,6}(?![\w%])/gu;
/** Thousands: `1,099`, `1.099`, `1'099`. */
const GROUPED = /(?<![\w.,'])\d{1,3}[,.']\d{3}(?![\w%]|[,.']\d)/gu;
const SLACK_MARKUP = /<[^<>]{0,3000}>/gu;
/** Slack's underscores for italics, which are letters in regular expressions. */
const ITALICS = /(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;
const AFTER_THE_WORD = /\bagents?\s{0,3}$/iu;
const LIST_SEPARATOR = /^\s{0,3}(?:[,/-]|&|and|or|to)?\s{0,3}$/iu;

/** Finds the numbers of agents in a message. Mentions, web addresses, phone numbers, amounts and dates are skipped. */
export function findAgentMentions(text: string): AgentMentions {
  const folded = foldTypography(text).replace(SLACK_MARKUP, ' ').replace(ITALICS, ' ');
  const written = folded.replace(WEB_ADDRESS, ' ');
  const numbers = written.replace(AMOUNT, ' ').replace(WRITTEN_DATE, ' ');
  const known = replacePhoneNumbers(numbers, ' ');
  const found = candidatesIn(known.replace(GROUPED, ';'));
  const marked = new Set(found.filter((candidate) => candidate.marked).map(({ id }) => id));
  const others = new Set(found.map(({ id }) => id).filter((id) => !marked.has(id)));
  const addresses = folded.match(WEB_ADDRESS) ?? [];
  const candidates = [
    ...addresses.flatMap((each) => each.match(IN_ADDRESS) ?? []),
    ...(known.match(GROUPED) ?? []),
  ];
  const passedOver = candidates.filter((each) => {
    const id = parseAgentId(each.replace(/\D/g, ''));
    return id !== undefined && !marked.has(id) && !others.has(id);
  });
  return {
    marked: [...marked],
    others: [...others],
    passedOver: [...new Set(passedOver)],
    hasPhoneNumbers: known !== numbers,
  };
}

interface Candidate {
  readonly id: AgentId;
  readonly marked: boolean;
}

function candidatesIn(text: string): Candidate[] {
  const candidates: Candidate[] = [];
  let previous = { end: 0, marked: false, digits: '' };
  for (const match of text.matchAll(FREE_STANDING)) {
    const [whole, hash, digits = ''] = match;
    const between = text.slice(previous.end, match.index);
    const marked =
      hash === '#' ||
      AFTER_THE_WORD.test(between.slice(-12)) ||
      (previous.marked && LIST_SEPARATOR.test(between));
    const range = /^ ?- ?$/.test(between) ? insideOf(previous.digits, digits) : [];
    for (const each of [...range, digits]) {
      const id = parseAgentId(each);
      if (id !== undefined) candidates.push({ id, marked });
    }
    previous = { end: match.index + whole.length, marked, digits };
  }
  return candidates;
}

/** The ids between the two ends of a range, if both ends have the same form and the range is short. */
function insideOf(from: string, to: string): string[] {
  const [first, last] = [Number(from), Number(to)];
  if (from.length !== to.length || last <= first || last - first >= RANGE_MAX) return [];
  return Array.from({ length: last - first - 1 }, (_, step) => String(first + 1 + step));
}
