import { nearMiss } from '../text/near-miss.ts';
import { quoteInput } from '../text/quote-input.ts';
import { type Word, wordsOf } from '../text/words.ts';
import { parseNumbered } from './numbered-command.ts';
import { type ParsedVerb, parseAlone, type UnclearFloorCommand, unclear, understood } from './parsed-verb.ts';
import { parseSubscribe } from './subscribe-command.ts';
import { parseSummary } from './summary-command.ts';

interface Verb {
  readonly name: string;
  readonly synonyms: readonly string[];
  /** Parses the words after the verb. */
  readonly parse: (words: readonly Word[]) => ParsedVerb<{ readonly kind: string }>;
}

/** Every verb of `/floor`. `FLOOR_HELP` has its help, and `listeners/commands/floor.ts` its answer. */
const FLOOR_VERBS = [
  { name: 'now', synonyms: ['status'], parse: parseAlone('now') },
  { name: 'summary', synonyms: ['report'], parse: parseSummary },
  { name: 'subscribe', synonyms: [], parse: parseSubscribe },
  { name: 'subscriptions', synonyms: ['list'], parse: parseAlone('subscriptions') },
  { name: 'pause', synonyms: ['mute'], parse: parseNumbered('pause') },
  { name: 'resume', synonyms: ['unmute'], parse: parseNumbered('resume') },
  { name: 'unsubscribe', synonyms: ['remove'], parse: parseNumbered('unsubscribe') },
  { name: 'send', synonyms: [], parse: parseNumbered('send') },
  {
    name: 'help',
    synonyms: ['-h', '--help', '?'],
    parse: () => understood({ kind: 'help' } as const, '/floor help'),
  },
] as const satisfies readonly Verb[];

export type FloorVerb = (typeof FLOOR_VERBS)[number]['name'];
export const FLOOR_VERB_NAMES: readonly FloorVerb[] = FLOOR_VERBS.map(({ name }) => name);

type ParsedFloorCommand = ReturnType<(typeof FLOOR_VERBS)[number]['parse']>;

/** The parsed text after `/floor`. */
export type FloorCommand =
  | Extract<ParsedFloorCommand, { kind: 'understood' }>['command']
  | UnclearFloorCommand;

/** Parses typed text in any case and spacing, with commas or spaces, and with `floor` repeated. Runs in linear time. */
export function parseFloorCommand(text: string): FloorCommand {
  const words = wordsOf(text);
  const [first, ...rest] = /^\/?floor$/.test(words[0]?.lower ?? '') ? words.slice(1) : words;
  if (first === undefined) return { kind: 'now' };
  const verb = FLOOR_VERBS.find((each) => isNamed(each, first.lower));
  if (verb === undefined) return notACommand(first, rest);
  const parsed = verb.parse(rest);
  return parsed.kind === 'understood' ? parsed.command : parsed;
}

function isNamed({ name, synonyms }: Verb, word: string): boolean {
  return name === word || synonyms.includes(word);
}

/** Suggests the verb that the first word resembles, with the rest of the text. */
function notACommand(word: Word, rest: readonly Word[]): UnclearFloorCommand {
  const verb = nearMiss(
    word.lower,
    FLOOR_VERBS.map((each) => [each.name, each] as const),
  );
  const problem = { kind: 'not-a-command', typed: quoteInput(word.text) } as const;
  if (verb === undefined) return unclear(problem, '/floor help');
  const meant = verb.parse(rest);
  return unclear(problem, meant.kind === 'understood' ? meant.written : meant.suggestion);
}
