import { quoteInput } from '../text/quote-input.ts';
import { textOf, type Word } from '../text/words.ts';
import type { SubscribeProblem } from './subscribe-draft.ts';

/** A verb of `/floor`, such as `pause`. */
export interface Verb<C, P = FloorCommandProblem> {
  readonly name: string;
  readonly synonyms: readonly string[];
  readonly parse: (words: readonly Word[]) => ParsedVerb<C, P>;
}

/** The parsed text after one verb of `/floor`. */
export type ParsedVerb<C, P = FloorCommandProblem> = UnderstoodVerb<C> | UnclearVerb<P>;

export interface UnderstoodVerb<C> {
  readonly kind: 'understood';
  readonly command: C;
  /** The command in its canonical form. */
  readonly written: string;
}

/**
 * `suggestion` is a valid command that keeps the valid parts of the typed one; `null` if a part would have to be
 * invented, such as the number of a subscription.
 */
export interface UnclearVerb<P = FloorCommandProblem> {
  readonly kind: 'unclear';
  readonly problem: P;
  readonly suggestion: string | null;
}

export type FloorCommandProblem =
  | { readonly kind: 'too-much'; readonly command: string; readonly typed: string }
  | { readonly kind: 'no-number' | 'not-a-number'; readonly command: string; readonly typed: string }
  | { readonly kind: 'not-a-day' | 'not-a-duration'; readonly typed: string }
  | SubscribeProblem;

export function understood<C>(command: C, written: string): UnderstoodVerb<C> {
  return { kind: 'understood', command, written };
}

export function unclear<P>(problem: P, suggestion: string | null): UnclearVerb<P> {
  return { kind: 'unclear', problem, suggestion };
}

/** The result for additional words after a complete command. */
export function tooMuch(command: string, extra: readonly Word[], suggestion: string): UnclearVerb {
  return unclear<FloorCommandProblem>(
    { kind: 'too-much', command, typed: quoteInput(textOf(extra)) },
    suggestion,
  );
}

/** Creates the parser of a verb without arguments. */
export function parseAlone<K extends string>(verb: K) {
  return (words: readonly Word[]): ParsedVerb<{ readonly kind: K }> =>
    words.length === 0
      ? understood({ kind: verb }, `/floor ${verb}`)
      : tooMuch(verb, words, `/floor ${verb}`);
}
