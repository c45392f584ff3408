import { closestMatch } from 'leven';
import { echo } from './echo.ts';
import { isLocalDate, type LocalDate } from './local-time.ts';
import { parseSubscribe, type SubscribeProblem, type SubscribeRequest } from './subscribe-command.ts';
import { itemsIn, textOf, type Word, wordsOf, writeItems } from './words.ts';

/** What was typed after `/floor`, understood. `unclear` carries what it takes to tell the person what to type. */
export type FloorCommand =
  | { readonly kind: 'now' }
  | { readonly kind: 'summary'; readonly day: SummaryDay; readonly queues: readonly string[] }
  | { readonly kind: 'subscribe'; readonly request: SubscribeRequest }
  | { readonly kind: 'subscriptions' }
  | { readonly kind: NumberedVerb; readonly number: number }
  | { readonly kind: 'help' }
  | { readonly kind: 'unclear'; readonly problem: FloorCommandProblem; readonly suggestion: string };

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

const LONGEST_WORD = 40;

/** Takes input as people type it: any case and spacing, `floor` repeated, commas or spaces. Linear in its length. */
export function parseFloorCommand(text: string): FloorCommand {
  const words = wordsOf(text);
  const [first, ...rest] = words[0]?.lower === 'floor' ? words.slice(1) : words;
  if (first === undefined) return { kind: 'now' };
  const verb = verbOf(first.lower);
  if (verb === undefined) return notACommand(first);
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

function notACommand(word: Word): FloorCommand {
  const near = closestMatch(word.lower.slice(0, LONGEST_WORD), FLOOR_COMMANDS, { maxDistance: 3 });
  const verb = FLOOR_COMMANDS.find((verb) => verb === near && word.lower.length >= 3) ?? 'help';
  return unclear({ kind: 'not-a-command', typed: echo(word.text) }, EXAMPLES[verb]);
}

const EXAMPLES: Readonly<Record<Verb, string>> = {
  now: '/floor now',
  summary: '/floor summary today',
  subscribe: '/floor subscribe daily 18:00',
  subscriptions: '/floor subscriptions',
  pause: '/floor pause 1',
  resume: '/floor resume 1',
  unsubscribe: '/floor unsubscribe 1',
  send: '/floor send 1',
  help: '/floor help',
};

function subscribe(words: readonly Word[]): FloorCommand {
  const parsed = parseSubscribe(words);
  return parsed.kind === 'request'
    ? { kind: 'subscribe', request: parsed.request }
    : unclear(parsed.problem, parsed.suggestion);
}

/** `summary`, `summary yesterday`, `summary 2026-11-19 queues Sales, Support`, `summary queues Sales`. */
function summary(words: readonly Word[]): FloorCommand {
  const keyword = words.findIndex(isQueuesKeyword);
  const before = keyword === -1 ? words : words.slice(0, keyword);
  const [dayWord, ...extra] = before.filter(({ lower }) => lower !== 'for' && lower !== 'of');
  const queues = keyword === -1 ? [] : itemsIn(words.slice(keyword + 1));
  const tail = queues.length > 0 ? ` queues ${writeItems(queues)}` : '';
  const day = dayFrom(dayWord?.lower ?? 'today');
  if (day === undefined) {
    const problem = { kind: 'not-a-day', typed: echo(dayWord?.text ?? '') } as const;
    return unclear(problem, `/floor summary yesterday${tail}`);
  }
  if (extra.length > 0) {
    const problem = { kind: 'too-much', command: 'summary', typed: echo(textOf(extra)) } as const;
    return unclear(problem, `/floor summary ${writeDay(day)}${tail}`);
  }
  if (keyword !== -1 && queues.length === 0) {
    return unclear({ kind: 'nothing-after', word: 'queues' }, `/floor summary ${writeDay(day)} queues Sales`);
  }
  return { kind: 'summary', day, queues };
}

function isQueuesKeyword(word: Word): boolean {
  return !word.quoted && (word.lower === 'queues' || word.lower === 'queue');
}

function dayFrom(word: string): SummaryDay | undefined {
  if (word === 'today' || word === 'yesterday') return { kind: word };
  return isLocalDate(word) ? { kind: 'date', date: word } : undefined;
}

function writeDay(day: SummaryDay): string {
  return day.kind === 'date' ? day.date : day.kind;
}

function numbered(kind: NumberedVerb, words: readonly Word[]): FloorCommand {
  const [word, ...extra] = words.filter(({ lower }) => lower !== 'number' && lower !== 'subscription');
  const problem = (kindOf: 'no-number' | 'not-a-number') =>
    unclear({ kind: kindOf, command: kind, typed: echo(word?.text ?? '') }, EXAMPLES[kind]);
  if (word === undefined) return problem('no-number');
  const digits = /^#?([1-9]\d{0,8})$/.exec(word.text)?.[1];
  if (digits === undefined) return problem('not-a-number');
  if (extra.length > 0) {
    const typed = echo(textOf(extra));
    return unclear({ kind: 'too-much', command: kind, typed }, `/floor ${kind} ${digits}`);
  }
  return { kind, number: Number(digits) };
}

function tooMuch(verb: Verb, extra: readonly Word[]): FloorCommand {
  return unclear({ kind: 'too-much', command: verb, typed: echo(textOf(extra)) }, EXAMPLES[verb]);
}

function unclear(problem: FloorCommandProblem, suggestion: string): FloorCommand {
  return { kind: 'unclear', problem, suggestion };
}
