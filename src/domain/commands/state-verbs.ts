import { quoteInput } from '../text/quote-input.ts';
import { textOf, type Word, writeItems } from '../text/words.ts';
import { type ParsedVerb, unclear, understood } from './parsed-verb.ts';
import { splitAtQueues } from './split-at-queues.ts';

/** The agent states whose agents `/floor` lists. */
export const LISTED_STATES = ['on-break', 'wrap-up', 'not-ready', 'available'] as const;
export type ListedState = (typeof LISTED_STATES)[number];

export interface AgentsInState {
  readonly kind: 'agents-in-state';
  readonly state: ListedState;
  /** Agents who are longer in the state are marked; `null`: none are. */
  readonly limitMinutes: number | null;
  /** Names or numbers, as people write them; empty for the whole floor. */
  readonly queues: readonly string[];
}

const LIMIT_MAX_MINUTES = 24 * 60;

// The limits without a typed one: break 15, wrap-up 5 and not ready 30 minutes; available has none.
export const BREAK = {
  name: 'break',
  synonyms: ['breaks', 'on-break'],
  parse: parseState('on-break', 15),
};
export const WRAP_UP = {
  name: 'wrap-up',
  synonyms: ['wrapup', 'acw'],
  parse: parseState('wrap-up', 5),
};
export const NOT_READY = {
  name: 'not-ready',
  synonyms: ['notready'],
  parse: parseState('not-ready', 30),
};
export const AVAILABLE = { name: 'available', synonyms: ['free'], parse: parseState('available', null) };

/** Creates the parser of `break`, `break 20m`, `break 1h queues Sales, Support`. */
function parseState(state: ListedState, defaultMinutes: number | null) {
  return (words: readonly Word[]): ParsedVerb<AgentsInState> => {
    const { before, queues } = splitAtQueues(words);
    const typed = textOf(before);
    const limitMinutes = typed === '' ? defaultMinutes : minutesFrom(typed.toLowerCase());
    if (limitMinutes === undefined) {
      const problem = { kind: 'not-a-duration', typed: quoteInput(typed) } as const;
      return unclear(
        problem,
        writeStateCommand({ state, limitMinutes: defaultMinutes, queues: queues ?? [] }),
      );
    }
    if (queues?.length === 0) {
      const suggestion = writeStateCommand({ state, limitMinutes, queues: ['Sales'] });
      return unclear({ kind: 'nothing-after', word: 'queues' }, suggestion);
    }
    const command = { kind: 'agents-in-state', state, limitMinutes, queues: queues ?? [] } as const;
    return understood(command, writeStateCommand(command));
  };
}

/** Writes the command in its canonical form. */
export function writeStateCommand({ state, limitMinutes, queues }: Omit<AgentsInState, 'kind'>): string {
  const limit = limitMinutes === null ? '' : ` ${limitMinutes}m`;
  const tail = queues.length > 0 ? ` queues ${writeItems(queues)}` : '';
  return `/floor ${state === 'on-break' ? 'break' : state}${limit}${tail}`;
}

/** Reads `20m`, `20`, `20 min`, `1h` and `1h30m`; `undefined` for other text, 0 and more than a day. */
function minutesFrom(text: string): number | undefined {
  const parts = /^(?:(\d{1,2}) ?h(?:ours?)? ?)?(?:(\d{1,4}) ?(?:m|mins?|minutes?)?)?$/.exec(text);
  if (parts === null) return undefined;
  const minutes = Number(parts[1] ?? 0) * 60 + Number(parts[2] ?? 0);
  return minutes >= 1 && minutes <= LIMIT_MAX_MINUTES ? minutes : undefined;
}
