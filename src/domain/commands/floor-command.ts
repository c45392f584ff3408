import { isLocalDate, type LocalDate } from '../calendar/local-time.ts';
import { echo } from '../text/echo.ts';
import { nearMiss } from '../text/near-miss.ts';
import { itemsIn, textOf, type Word, wordsOf, writeItems } from '../text/words.ts';
import { parseSubscribe, writeSubscribe, writeSubscribeStart } from './subscribe-command.ts';
import type { SubscribeProblem, SubscribeRequest, SubscribeStart } from './subscribe-draft.ts';

/**
 * What was typed after `/floor`, understood. `unclear` carries what it takes to tell the person what to type:
 * `suggestion` is a command that is understood when it is typed as it stands, and keeps what was understood of this
 * one; `null` where it would have to invent something, such as the number of a subscription.
 */
export type FloorCommand =
  | { readonly kind: 'now' }
  | { readonly kind: 'summary'; readonly day: SummaryDay; readonly queues: readonly string[] }
  | { readonly kind: 'subscribe'; readonly request: SubscribeRequest }
  /** Without a time: the form asks for the rest. */
  | { readonly kind: 'subscribe-form'; readonly start: SubscribeStart }
  | { readonly kind: 'subscriptions' }
  | { readonly kind: NumberedVerb; readonly number: number }
  | { readonly kind: 'help' }
  | UnclearFloorCommand;

export interface UnclearFloorCommand {
  readonly kind: 'unclear';
  readonly problem: FloorCommandProblem;
  readonly suggestion: string | null;
}

/** What is done with one subscription. */
type NumberedVerb = 'pause' | 'resume' | 'unsubscribe' | 'send';

export type SummaryDay =
  | { readonly kind: 'today' | 'yesterday' }
  /** A day that exists, past or to come. */
  | { readonly kind: 'date'; readonly date: LocalDate };

export type FloorCommandProblem =
  | { readonly kind: 'not-a-command'; readonly typed: string }
  | { readonly kind: 'too-much'; readonly command: string; readonly typed: string }
  | { readonly kind: 'no-number' | 'not-a-number'; readonly command: string; readonly typed: string }
  | { readonly kind: 'not-a-day'; readonly typed: string }
  | SubscribeProblem;

export const FLOOR_COMMANDS = [
  'now',
  'summary',
  'subscribe',
  'subscriptions',
  'pause',
  'resume',
  'unsubscribe',
  'send',
  'help',
] as const;
type Verb = (typeof FLOOR_COMMANDS)[number];

/** Other words that people type for the same thing. */
const SYNONYMS: Readonly<Record<string, Verb>> = {
  list: 'subscriptions',
  report: 'summary',
  status: 'now',
  mute: 'pause',
  unmute: 'resume',
  remove: 'unsubscribe',
  '-h': 'help',
  '--help': 'help',
  '?': 'help',
};

/** Takes input as people type it: any case and spacing, `floor` repeated, commas or spaces. Linear in its length. */
export function parseFloorCommand(text: string): FloorCommand {
  const words = wordsOf(text);
  const [first, ...rest] = /^\/?floor$/.test(words[0]?.lower ?? '') ? words.slice(1) : words;
  if (first === undefined) return { kind: 'now' };
  const verb = verbOf(first.lower);
  return verb === undefined ? notACommand(first, rest) : parseVerb(verb, rest);
}

function parseVerb(verb: Verb, rest: readonly Word[]): FloorCommand {
  switch (verb) {
    case 'subscribe':
      return subscribe(rest);
    case 'summary':
      return summary(rest);
    case 'pause':
    case 'resume':
    case 'unsubscribe':
    case 'send':
      return numbered(verb, rest);
    case 'help':
      return { kind: 'help' };
    case 'now':
    case 'subscriptions':
      return rest.length === 0 ? { kind: verb } : tooMuch(verb, rest);
  }
}

function verbOf(word: string): Verb | undefined {
  const synonym = Object.hasOwn(SYNONYMS, word) ? SYNONYMS[word] : undefined;
  return synonym ?? FLOOR_COMMANDS.find((verb) => verb === word);
}

/** A verb that is almost right is suggested with all that follows it. */
function notACommand(word: Word, rest: readonly Word[]): FloorCommand {
  const verb = nearMiss(
    word.lower,
    FLOOR_COMMANDS.map((each) => [each, each]),
  );
  const problem = { kind: 'not-a-command', typed: echo(word.text) } as const;
  return unclear(problem, verb === undefined ? '/floor help' : suggestionOf(verb, rest));
}

function suggestionOf(verb: Verb, rest: readonly Word[]): string | null {
  const meant = parseVerb(verb, rest);
  switch (meant.kind) {
    case 'unclear':
      return meant.suggestion;
    case 'subscribe':
      return writeSubscribe(meant.request);
    case 'subscribe-form':
      return writeSubscribeStart(meant.start);
    case 'summary':
      return writeSummary(meant);
    case 'pause':
    case 'resume':
    case 'unsubscribe':
    case 'send':
      return `/floor ${meant.kind} ${meant.number}`;
    case 'now':
    case 'help':
    case 'subscriptions':
      return `/floor ${meant.kind}`;
  }
}

function subscribe(words: readonly Word[]): FloorCommand {
  const parsed = parseSubscribe(words);
  switch (parsed.kind) {
    case 'request':
      return { kind: 'subscribe', request: parsed.request };
    case 'start':
      return { kind: 'subscribe-form', start: parsed.start };
    case 'problem':
      return unclear(parsed.problem, parsed.suggestion);
  }
}

/** `summary`, `summary yesterday`, `summary 2026-11-19 queues Sales, Support`, `summary queues Sales`. */
function summary(words: readonly Word[]): FloorCommand {
  const keyword = words.findIndex(isQueuesKeyword);
  const before = keyword === -1 ? words : words.slice(0, keyword);
  const [dayWord, ...extra] = before.filter(({ lower }) => lower !== 'for' && lower !== 'of');
  const queues = keyword === -1 ? [] : itemsIn(words.slice(keyword + 1));
  const day = dayFrom(dayWord?.lower ?? 'today');
  if (day === undefined) {
    const typed = dayWord?.text ?? '';
    const meant = dayMeant(typed.toLowerCase());
    const problem = { kind: 'not-a-day', typed: echo(typed) } as const;
    return unclear(problem, meant === undefined ? null : writeSummary({ day: meant, queues }));
  }
  if (extra.length > 0) {
    const problem = { kind: 'too-much', command: 'summary', typed: echo(textOf(extra)) } as const;
    return unclear(problem, writeSummary({ day, queues }));
  }
  if (keyword !== -1 && queues.length === 0) {
    return unclear({ kind: 'nothing-after', word: 'queues' }, writeSummary({ day, queues: ['Sales'] }));
  }
  return { kind: 'summary', day, queues };
}

function writeSummary(asked: { readonly day: SummaryDay; readonly queues: readonly string[] }): string {
  const tail = asked.queues.length > 0 ? ` queues ${writeItems(asked.queues)}` : '';
  return `/floor summary ${writeDay(asked.day)}${tail}`;
}

function isQueuesKeyword(word: Word): boolean {
  return !word.quoted && (word.lower === 'queues' || word.lower === 'queue');
}

function dayFrom(word: string): SummaryDay | undefined {
  if (word === 'today' || word === 'yesterday') return { kind: word };
  return isLocalDate(word) ? { kind: 'date', date: word } : undefined;
}

/** A near miss, or a date in another of the forms that have one meaning: `2026/11/19`, `19.11.2026`. */
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

function writeDay(day: SummaryDay): string {
  return day.kind === 'date' ? day.date : day.kind;
}

function numbered(kind: NumberedVerb, words: readonly Word[]): FloorCommand {
  const [word, ...extra] = words.filter(({ lower }) => !NUMBER_WORDS.has(lower));
  if (word === undefined) return unclear({ kind: 'no-number', command: kind, typed: '' }, null);
  const digits = /^#?([1-9]\d{0,8})$/.exec(word.text)?.[1];
  if (digits === undefined) {
    const meant = /^\D{0,4}0*([1-9]\d{0,8})(?:st|nd|rd|th)?[.:!?)\]]{0,2}$/.exec(word.lower)?.[1];
    const isNumber = meant !== undefined && !/[-+]/.test(word.text) && extra.length === 0;
    const problem = { kind: 'not-a-number', command: kind, typed: echo(word.text) } as const;
    return unclear(problem, isNumber ? `/floor ${kind} ${meant}` : null);
  }
  if (extra.length > 0) {
    const typed = echo(textOf(extra));
    return unclear({ kind: 'too-much', command: kind, typed }, `/floor ${kind} ${digits}`);
  }
  return { kind, number: Number(digits) };
}

const NUMBER_WORDS: ReadonlySet<string> = new Set(['number', 'subscription', 'summary']);

function tooMuch(verb: 'now' | 'subscriptions', extra: readonly Word[]): FloorCommand {
  return unclear({ kind: 'too-much', command: verb, typed: echo(textOf(extra)) }, `/floor ${verb}`);
}

function unclear(problem: FloorCommandProblem, suggestion: string | null): FloorCommand {
  return { kind: 'unclear', problem, suggestion };
}
