import { quoteInput } from '../text/quote-input.ts';
import type { Word } from '../text/words.ts';
import { type ParsedVerb, parseAlone, tooMuch, unclear, understood } from './parsed-verb.ts';

export const SUBSCRIPTIONS = {
  name: 'subscriptions',
  synonyms: ['list'],
  parse: parseAlone('subscriptions'),
};
export const PAUSE = { name: 'pause', synonyms: ['mute'], parse: parseNumbered('pause') };
export const RESUME = { name: 'resume', synonyms: ['unmute'], parse: parseNumbered('resume') };
export const UNSUBSCRIBE = {
  name: 'unsubscribe',
  synonyms: ['remove'],
  parse: parseNumbered('unsubscribe'),
};
export const SEND = { name: 'send', synonyms: [], parse: parseNumbered('send') };

/** Words without meaning next to a number. */
const NOISE: ReadonlySet<string> = new Set(['number', 'subscription', 'summary']);

/** Creates the parser of a verb with a subscription number: `pause 1`, `pause #1`, `pause subscription 1`. */
function parseNumbered<K extends string>(verb: K) {
  return (words: readonly Word[]): ParsedVerb<{ readonly kind: K; readonly number: number }> => {
    const [word, ...extra] = words.filter(({ lower }) => !NOISE.has(lower));
    if (word === undefined) return unclear({ kind: 'no-number', command: verb, typed: '' }, null);
    const digits = /^#?([1-9]\d{0,8})$/.exec(word.text)?.[1];
    if (digits === undefined) {
      const meant = /^\D{0,4}0*([1-9]\d{0,8})(?:st|nd|rd|th)?[.:!?)\]]{0,2}$/.exec(word.lower)?.[1];
      const isNumber = meant !== undefined && !/[-+]/.test(word.text) && extra.length === 0;
      const problem = { kind: 'not-a-number', command: verb, typed: quoteInput(word.text) } as const;
      return unclear(problem, isNumber ? `/floor ${verb} ${meant}` : null);
    }
    const written = `/floor ${verb} ${digits}`;
    return extra.length > 0
      ? tooMuch(verb, extra, written)
      : understood({ kind: verb, number: Number(digits) }, written);
  };
}
