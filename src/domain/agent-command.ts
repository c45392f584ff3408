import { closestMatch } from 'leven';
import { type AgentId, parseAgentId, toAgentId } from './agent-id.ts';
import { echo } from './echo.ts';

/** The parts of an agent's card that can be asked for alone. */
export const AGENT_VIEWS = ['stats', 'state', 'calls'] as const;
export type AgentView = (typeof AGENT_VIEWS)[number] | 'card';

/** What was typed after `/agent`, understood. `unclear` carries what it takes to tell the person what to type. */
export type AgentCommand =
  | { readonly kind: 'look-up'; readonly agentId: AgentId; readonly view: AgentView }
  | { readonly kind: 'help' }
  | { readonly kind: 'unclear'; readonly problem: AgentCommandProblem; readonly suggestion: string };

export type AgentCommandProblem =
  | { readonly kind: 'no-agent'; readonly view: AgentView }
  | { readonly kind: 'not-an-id'; readonly typed: string }
  | { readonly kind: 'out-of-range'; readonly typed: string }
  | { readonly kind: 'not-a-view'; readonly agentId: AgentId; readonly typed: string }
  | { readonly kind: 'too-much'; readonly agentId: AgentId; readonly view: AgentView; readonly typed: string }
  | { readonly kind: 'several-agents'; readonly agentIds: readonly AgentId[] };

const EXAMPLE_ID = '1099';
/** Nothing longer is a near miss of anything. */
const LONGEST_WORD = 40;

/**
 * Takes input as people type it: any case and spacing, `#1099`, `agent 1099`, `1099's stats`.
 * Linear in the length of the text.
 */
export function parseAgentCommand(text: string): AgentCommand {
  const words = wordsOf(text);
  const [first, second, ...rest] = words;
  if (first === undefined || isHelp(first)) return { kind: 'help' };

  const agentId = parseAgentId(first);
  if (agentId === undefined) return withoutAgent(first, words);
  if (second === undefined) return { kind: 'look-up', agentId, view: 'card' };
  if (isHelp(second)) return { kind: 'help' };
  const view = parseView(second);
  if (view === undefined) return unclearView(agentId, [second, ...rest]);
  if (rest.length > 0) {
    const problem = { kind: 'too-much', agentId, view, typed: echo(rest.join(' ')) } as const;
    return { kind: 'unclear', problem, suggestion: form(agentId, view) };
  }
  return { kind: 'look-up', agentId, view };
}

/** Invisible characters come along with what is pasted; commas and spaces alike stand between words. */
function wordsOf(text: string): string[] {
  const visible = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase();
  const words = visible
    .split(/[\s\p{Cc},;]+/u)
    .map(bare)
    .filter(Boolean);
  return words[0] === 'agent' ? words.slice(1) : words;
}

/** `#1099`, `1099:`, `1099's.` */
function bare(word: string): string {
  return word
    .replace(/^#/u, '')
    .replace(/[.:!?]{1,3}$/u, '')
    .replace(/['’]s?$/u, '');
}

function isHelp(word: string): boolean {
  return word === 'help' || word === '-h' || word === '--help';
}

function parseView(word: string): AgentView | undefined {
  return AGENT_VIEWS.find((view) => view === word);
}

/** Only a near miss is worth suggesting: two letters off at the most. */
function nearestView(word: string): AgentView | undefined {
  if (word.length < 3) return undefined;
  const nearest = closestMatch(word.slice(0, LONGEST_WORD), AGENT_VIEWS, { maxDistance: 2 });
  return AGENT_VIEWS.find((view) => view === nearest);
}

/** `stats of 1099` and a bare `stats` are near misses; anything else at the place of the id is echoed. */
function withoutAgent(first: string, words: readonly string[]): AgentCommand {
  const elsewhere = firstOf(words, parseAgentId);
  const view = parseView(first) ?? nearestView(first);
  if (view !== undefined) {
    const problem = { kind: 'no-agent', view } as const;
    return { kind: 'unclear', problem, suggestion: form(elsewhere ?? EXAMPLE_ID, view) };
  }
  const kind = /^[+-]?[0-9]+$/.test(first) ? 'out-of-range' : 'not-an-id';
  const meant = toAgentId(Number(first.replace(/^[+-]/, ''))) ?? elsewhere ?? EXAMPLE_ID;
  const suggestion = form(
    kind === 'out-of-range' ? meant : (elsewhere ?? EXAMPLE_ID),
    firstOf(words, parseView) ?? 'card',
  );
  return { kind: 'unclear', problem: { kind, typed: echo(first) }, suggestion };
}

function unclearView(agentId: AgentId, words: readonly string[]): AgentCommand {
  const others = words.map(parseAgentId).filter((id) => id !== undefined);
  if (others.length === words.length) {
    const problem = { kind: 'several-agents', agentIds: [agentId, ...others] } as const;
    return { kind: 'unclear', problem, suggestion: form(agentId, 'card') };
  }
  const [word = ''] = words;
  const problem = { kind: 'not-a-view', agentId, typed: echo(word) } as const;
  const view = nearestView(word) ?? firstOf(words, parseView) ?? 'stats';
  return { kind: 'unclear', problem, suggestion: form(agentId, view) };
}

function firstOf<T>(words: readonly string[], parse: (word: string) => T | undefined): T | undefined {
  for (const word of words) {
    const parsed = parse(word);
    if (parsed !== undefined) return parsed;
  }
  return undefined;
}

function form(agentId: AgentId | string, view: AgentView): string {
  return view === 'card' ? `/agent ${agentId}` : `/agent ${agentId} ${view}`;
}
