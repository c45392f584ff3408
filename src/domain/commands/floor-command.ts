import { nearMiss } from '../text/near-miss.ts';
import { quoteInput } from '../text/quote-input.ts';
import { type Word, wordsOf } from '../text/words.ts';
import {
  type ParsedVerb,
  parseAlone,
  type UnclearVerb,
  unclear,
  understood,
  type Verb,
} from './parsed-verb.ts';

/** The problem of a command whose first word is no verb. */
export interface NotACommand {
  readonly kind: 'not-a-command';
  readonly typed: string;
}

export const NOW = { name: 'now', synonyms: ['status'], parse: parseAlone('now') };

export const HELP = {
  name: 'help',
  synonyms: ['-h', '--help', '?'],
  parse: () => understood({ kind: 'help' } as const, '/floor help'),
};

/**
 * Parses typed text in any case and spacing, with commas or spaces, and with `floor` repeated. Runs in linear time.
 *
 * @param verbs every verb; an empty text means the first one
 */
export function parseFloorCommand<C, P>(
  text: string,
  verbs: readonly [Verb<C, P>, ...Verb<C, P>[]],
): ParsedVerb<C, P | NotACommand> {
  const words = wordsOf(text);
  const [first, ...rest] = /^\/?floor$/.test(words[0]?.lower ?? '') ? words.slice(1) : words;
  if (first === undefined) return verbs[0].parse([]);
  const verb = verbs.find(({ name, synonyms }) => name === first.lower || synonyms.includes(first.lower));
  return verb === undefined ? notACommand(first, rest, verbs) : verb.parse(rest);
}

/** Suggests the verb that the first word resembles, with the rest of the text. */
function notACommand<C, P>(
  word: Word,
  rest: readonly Word[],
  verbs: readonly Verb<C, P>[],
): UnclearVerb<NotACommand> {
  const verb = nearMiss(
    word.lower,
    verbs.map((each) => [each.name, each] as const),
  );
  const problem = { kind: 'not-a-command', typed: quoteInput(word.text) } as const;
  if (verb === undefined) return unclear(problem, '/floor help');
  const meant = verb.parse(rest);
  return unclear(problem, meant.kind === 'understood' ? meant.written : meant.suggestion);
}
