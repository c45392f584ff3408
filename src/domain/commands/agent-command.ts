import { closestMatch } from 'leven';
import { type AgentId, parseAgentId, toAgentId } from '../floor/agent-id.ts';
import { foldTypography } from '../text/fold-typography.ts';
import { nearMiss } from '../text/near-miss.ts';
import { replacePhoneNumbers } from '../text/phone-number.ts';
import { quoteInput } from '../text/quote-input.ts';

/** The parts of an agent's card that can be requested separately. */
export const AGENT_VIEWS = ['stats', 'state', 'calls'] as const;
export type AgentView = (typeof AGENT_VIEWS)[number] | 'card';

/**
 * The parsed text after `/agent`. The `suggestion` of an `unclear` command is a valid command; with `isExample` its
 * agent id is an example, because no id was typed.
 */
export type AgentCommand =
  | { readonly kind: 'look-up'; readonly agentId: AgentId; readonly view: AgentView }
  | { readonly kind: 'help' }
  | UnclearAgentCommand;

export interface UnclearAgentCommand {
  readonly kind: 'unclear';
  readonly problem: AgentCommandProblem;
  readonly suggestion: string;
  readonly isExample: boolean;
}

export type AgentCommandProblem =
  | { readonly kind: 'no-agent'; readonly view: AgentView }
  | { readonly kind: 'phone-number' }
  | { readonly kind: 'not-an-id'; readonly typed: string }
  | { readonly kind: 'out-of-range'; readonly typed: string }
  | { readonly kind: 'not-a-view'; readonly agentId: AgentId; readonly typed: string }
  | { readonly kind: 'too-much'; readonly agentId: AgentId; readonly view: AgentView; readonly typed: string }
  | { readonly kind: 'several-agents'; readonly agentIds: readonly AgentId[] };

const EXAMPLE_ID = '1099';
/** Words for the whole card, as in `/agent 1099 all`. */
const WORDS_FOR_CARD: ReadonlySet<string> = new Set(['card', 'all']);
const VIEW_WORDS: readonly (readonly [string, AgentView])[] = [
  ['stats', 'stats'],
  ['statistics', 'stats'],
  ['state', 'state'],
  ['status', 'state'],
  ['calls', 'calls'],
  ['card', 'card'],
];
const COMPARED_WORD_MAX = 40;

/** Separators of words. A comma inside `1,099` is none. */
const BETWEEN_WORDS = /[\s;]+|,(?!\d{3}(?!\d))|(?<!(?<!\d)\d{1,3}),/u;
/** Thousands: `1,099`, `1.099`, `1'099`. */
const GROUPED = /^\d{1,3}(?:[,.']\d{3})+$/;
/** Words without meaning next to an id. */
const NOISE = /^\/?agents?$/;
/** `agent1099`, `agent#1099`. */
const STUCK_IN_FRONT = /^\/?agents?[:#_-]?(?=\d)/;
/** `1099stats`, `1099-stats`. */
const STUCK_BEHIND = /^(\d+)[-/:._=]?(\p{L}+)$/u;
const OPENING = /^[([{"'*_~`]{0,4}#?/u;
const CLOSING = /[)\]}"'*_~`.:!?]{0,6}$/u;
const POSSESSIVE = /'s?$/u;

/**
 * Parses typed text in any case and spacing: `#1099`, `agent1099`, `(1099)`, `1099's stats`, `1099stats`, and repeated
 * words. Phone numbers are neither looked up nor quoted. Runs in linear time.
 */
export function parseAgentCommand(text: string): AgentCommand {
  const visible = foldTypography(text).toLowerCase();
  const known = replacePhoneNumbers(visible, ' ');
  const words = wordsOf(known);
  if (known !== visible) return withPhoneNumber(words);
  const [first, second, ...rest] = words;
  if (first === undefined || isHelp(first)) return { kind: 'help' };

  const agentId = parseAgentId(first);
  if (agentId === undefined) return withoutAgent(first, words);
  if (second === undefined) return { kind: 'look-up', agentId, view: 'card' };
  if (isHelp(second)) return { kind: 'help' };
  const view = parseView(second);
  if (view === undefined) return unclearView(agentId, [second, ...rest]);
  if (rest.length > 0) return tooMuch(agentId, view, rest);
  return { kind: 'look-up', agentId, view };
}

function wordsOf(visible: string): string[] {
  const words = visible.split(BETWEEN_WORDS).map(bare).flatMap(apart);
  return [...new Set(words.filter((word) => word !== '' && !NOISE.test(word)))];
}

/** Removes punctuation around ids and keywords, `#1099` or `1099's`; of other words only the end of a sentence. */
function bare(word: string): string {
  const inner = word
    .replace(OPENING, '')
    .replace(STUCK_IN_FRONT, '')
    .replace(CLOSING, '')
    .replace(POSSESSIVE, '');
  if (/^\d/.test(inner) || parseView(inner) !== undefined || isHelp(inner)) return inner;
  return word
    .replace(/^#/u, '')
    .replace(/[.:!?]{1,3}$/u, '')
    .replace(POSSESSIVE, '');
}

/** Splits words without a space between them. `101,102` is a list, because both parts are ids; `1,099` is a number. */
function apart(word: string): string[] {
  const items = word.split(',');
  if (items.every((item) => parseAgentId(item) !== undefined)) return items;
  const [, digits, letters = ''] = STUCK_BEHIND.exec(word) ?? [];
  if (digits !== undefined && (parseView(letters) ?? nearestView(letters)) !== undefined)
    return [digits, letters];
  return [word];
}

function isHelp(word: string): boolean {
  return word === 'help' || word === '-h' || word === '--help';
}

function parseView(word: string): AgentView | undefined {
  return WORDS_FOR_CARD.has(word) ? 'card' : AGENT_VIEWS.find((view) => view === word);
}

/** Returns the view for the beginning of its word, one wrong letter, or two in long words. */
function nearestView(word: string): AgentView | undefined {
  if (word.length < 3) return undefined;
  const begun = VIEW_WORDS.find(([known]) => known.startsWith(word));
  if (begun !== undefined) return begun[1];
  const maxDistance = word.length < 5 ? 1 : 2;
  const known = VIEW_WORDS.map(([each]) => each);
  const nearest = closestMatch(word.slice(0, COMPARED_WORD_MAX), known, { maxDistance });
  return VIEW_WORDS.find(([each]) => each === nearest && each[0] === word[0])?.[1];
}

/** The word in place of the id may be a name, so it must be closer to a view: `Carl` is not a mistyped `card`. */
function viewInPlaceOfId(word: string): AgentView | undefined {
  const begun = word.length < 4 ? undefined : VIEW_WORDS.find(([known]) => known.startsWith(word))?.[1];
  return parseView(word) ?? begun ?? nearMiss(word, VIEW_WORDS);
}

/** The other words of the command may tell the intended agent. */
function withPhoneNumber(words: readonly string[]): AgentCommand {
  const view = firstOf(words, parseView) ?? 'card';
  return unclear({ kind: 'phone-number' }, firstOf(words, parseAgentId), view);
}

/** `stats of 1099` and a single `stats` are near misses; other text in place of the id is quoted. */
function withoutAgent(first: string, words: readonly string[]): AgentCommand {
  const elsewhere = firstOf(words, parseAgentId);
  const view = viewInPlaceOfId(first);
  if (view !== undefined) return unclear({ kind: 'no-agent', view }, elsewhere, view);
  const wantedView = firstOf(words, parseView) ?? 'card';
  const number = numberIn(first, words[1]);
  if (number === undefined)
    return unclear({ kind: 'not-an-id', typed: quoteInput(first) }, elsewhere, wantedView);
  // The digits after `+34` are part of a phone number.
  const meant = toAgentId(number.value) ?? (/^[+-]/.test(first) ? undefined : elsewhere);
  return unclear({ kind: 'out-of-range', typed: quoteInput(number.typed) }, meant, wantedView);
}

/** A number in a notation that is no id: `+2000`, `0101`, `1,099`, `1 099`. */
function numberIn(first: string, second = ''): { typed: string; value: number } | undefined {
  if (/^\d{1,3}$/.test(first) && /^\d{3}$/.test(second))
    return { typed: `${first} ${second}`, value: Number(first + second) };
  if (!/^[+-]?\d+$/.test(first) && !GROUPED.test(first)) return undefined;
  return { typed: first, value: Number(first.replace(/[^\d]/gu, '')) };
}

function unclearView(agentId: AgentId, words: readonly string[]): AgentCommand {
  const others = idsIn(words);
  if (others !== undefined) return severalAgents([agentId, ...others], 'card');
  const [word = ''] = words;
  const problem = { kind: 'not-a-view', agentId, typed: quoteInput(word) } as const;
  return unclear(problem, agentId, nearestView(word) ?? firstOf(words, parseView) ?? 'card');
}

function tooMuch(agentId: AgentId, view: AgentView, rest: readonly string[]): AgentCommand {
  const others = idsIn(rest);
  if (others !== undefined) return severalAgents([agentId, ...others], view);
  const problem = { kind: 'too-much', agentId, view, typed: quoteInput(rest.join(' ')) } as const;
  return unclear(problem, agentId, view);
}

function severalAgents(agentIds: readonly [AgentId, ...AgentId[]], view: AgentView): AgentCommand {
  return unclear({ kind: 'several-agents', agentIds }, agentIds[0], view);
}

function idsIn(words: readonly string[]): AgentId[] | undefined {
  const ids = words.map(parseAgentId).filter((id) => id !== undefined);
  return ids.length === words.length ? ids : undefined;
}

function firstOf<T>(words: readonly string[], parse: (word: string) => T | undefined): T | undefined {
  for (const word of words) {
    const parsed = parse(word);
    if (parsed !== undefined) return parsed;
  }
  return undefined;
}

/** @param agentId the agent in the typed text; `undefined` if there is none */
function unclear(
  problem: AgentCommandProblem,
  agentId: AgentId | undefined,
  view: AgentView,
): UnclearAgentCommand {
  const command = `/agent ${agentId ?? EXAMPLE_ID}`;
  const suggestion = view === 'card' ? command : `${command} ${view}`;
  return { kind: 'unclear', problem, suggestion, isExample: agentId === undefined };
}
