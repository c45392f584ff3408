import { quoteInput } from '../text/quote-input.ts';
import { textOf, type Word } from '../text/words.ts';
import type { SubscribeProblem } from './subscribe-draft.ts';

/** What was typed after one verb of `/floor`, understood or not. */
export type ParsedVerb<C> = UnderstoodVerb<C> | UnclearFloorCommand;

export interface UnderstoodVerb<C> {
  readonly kind: 'understood';
  readonly command: C;
  /** The command as it can be typed. */
  readonly written: string;
}

/**
 * `suggestion` is a command that is understood when it is typed as it stands, and keeps what was understood of this
 * one; `null` where it would have to invent something, such as the number of a subscription.
 */
export interface UnclearFloorCommand {
  readonly kind: 'unclear';
  readonly problem: FloorCommandProblem;
  readonly suggestion: string | null;
}

export type FloorCommandProblem =
  | { readonly kind: 'not-a-command'; readonly typed: string }
  | { readonly kind: 'too-much'; readonly command: string; readonly typed: string }
  | { readonly kind: 'no-number' | 'not-a-number'; readonly command: string; readonly typed: string }
  | { readonly kind: 'not-a-day'; readonly typed: string }
  | SubscribeProblem;

export function understood<C>(command: C, written: string): UnderstoodVerb<C> {
  return { kind: 'understood', command, written };
}

export function unclear(problem: FloorCommandProblem, suggestion: string | null): UnclearFloorCommand {
  return { kind: 'unclear', problem, suggestion };
}

/** Words that follow a command that is complete without them. */
export function tooMuch(command: string, extra: readonly Word[], suggestion: string): UnclearFloorCommand {
  return unclear({ kind: 'too-much', command, typed: quoteInput(textOf(extra)) }, suggestion);
}

/** A verb after which nothing comes. */
export function parseAlone<K extends string>(verb: K) {
  return (words: readonly Word[]): ParsedVerb<{ readonly kind: K }> =>
    words.length === 0
      ? understood({ kind: verb }, `/floor ${verb}`)
      : tooMuch(verb, words, `/floor ${verb}`);
}
