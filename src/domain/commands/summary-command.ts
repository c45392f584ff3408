import { isLocalDate, type LocalDate } from '../calendar/local-time.ts';
import { nearMiss } from '../text/near-miss.ts';
import { quoteInput } from '../text/quote-input.ts';
import { type Word, writeItems } from '../text/words.ts';
import { type ParsedVerb, tooMuch, unclear, understood } from './parsed-verb.ts';
import { splitAtQueues } from './split-at-queues.ts';

export type SummaryDay =
  | { readonly kind: 'today' | 'yesterday' }
  /** A valid date, in the past or the future. */
  | { readonly kind: 'date'; readonly date: LocalDate };

export const SUMMARY = { name: 'summary', synonyms: ['report'], parse: parseSummary };

/** The day and the queues of a wanted summary. */
export interface WantedSummary {
  readonly day: SummaryDay;
  /** Names or numbers, as people write them; empty for the whole floor. */
  readonly queues: readonly string[];
}

interface SummaryCommand extends WantedSummary {
  readonly kind: 'summary';
}

/** Parses `summary`, `summary yesterday`, `summary 2026-11-19 queues Sales, Support` and `summary queues Sales`. */
function parseSummary(words: readonly Word[]): ParsedVerb<SummaryCommand> {
  const { before, queues: named } = splitAtQueues(words);
  const [dayWord, ...extra] = before.filter(({ lower }) => lower !== 'for' && lower !== 'of');
  const queues = named ?? [];
  const day = dayFrom(dayWord?.lower ?? 'today');
  if (day === undefined) {
    const typed = dayWord?.text ?? '';
    const meant = dayMeant(typed.toLowerCase());
    const problem = { kind: 'not-a-day', typed: quoteInput(typed) } as const;
    return unclear(problem, meant === undefined ? null : writeSummary(meant, queues));
  }
  if (extra.length > 0) return tooMuch('summary', extra, writeSummary(day, queues));
  if (named?.length === 0)
    return unclear({ kind: 'nothing-after', word: 'queues' }, writeSummary(day, ['Sales']));
  return understood({ kind: 'summary', day, queues }, writeSummary(day, queues));
}

function writeSummary(day: SummaryDay, queues: readonly string[]): string {
  const tail = queues.length > 0 ? ` queues ${writeItems(queues)}` : '';
  return `/floor summary ${day.kind === 'date' ? day.date : day.kind}${tail}`;
}

function dayFrom(word: string): SummaryDay | undefined {
  if (word === 'today' || word === 'yesterday') return { kind: word };
  return isLocalDate(word) ? { kind: 'date', date: word } : undefined;
}

/** Returns the day for a near miss, or for a date in another unambiguous form: `2026/11/19`, `19.11.2026`. */
function dayMeant(word: string): SummaryDay | undefined {
  const near = nearMiss(word, [
    ['today', 'today'],
    ['yesterday', 'yesterday'],
  ] as const);
  if (near !== undefined) return { kind: near };
  const [, year, month, day] = /^(\d{4})[./-](\d\d?)[./-](\d\d?)$/.exec(word) ?? [];
  const [, ofMonth = day, inMonth = month, inYear = year] = /^(\d\d?)\.(\d\d?)\.(\d{4})$/.exec(word) ?? [];
  const date = [inYear, inMonth?.padStart(2, '0'), ofMonth?.padStart(2, '0')].join('-');
  return isLocalDate(date) ? { kind: 'date', date } : undefined;
}
