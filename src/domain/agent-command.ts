import { closestMatch } from 'leven';
import { type AgentId, parseAgentId } from './agent-id.ts';

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
const LONGEST_ECHO = 40;

/**
 * Takes input as people type it: any case and spacing, `#1099`, `agent 1099`, `1099's stats`.
 * Linear in the length of the text.
 */
export function parseAgentCommand(text: string): AgentCommand {
  const words = wordsOf(text);
  if (words.length === 0 || (words.length === 1 && isHelp(words[0]))) return { kind: 'help' };

  const [first = '', second, ...rest] = words;
  const agentId = parseAgentId(first);
  if (agentId === undefined) return withoutAgent(first, second);
  if (second === undefined) return { kind: 'look-up', agentId, view: 'card' };
  const view = parseView(second);
  if (view === undefined) return unclearView(agentId, [second, ...rest]);
  if (rest.length > 0) {
    const problem = { kind: 'too-much', agentId, view, typed: echo(rest.join(' ')) } as const;
    return { kind: 'unclear', problem, suggestion: form(first, view) };
  }
  return { kind: 'look-up', agentId, view };
}

function wordsOf(text: string): string[] {
  const words = text.normalize('NFKC').toLowerCase().split(/\s+/u).filter(Boolean);
  const spoken = words[0] === 'agent' ? words.slice(1) : words;
  return spoken.map((word) => word.replace(/^#|['’]s$|[,.;:!?]$/gu, '')).filter(Boolean);
}

function isHelp(word: string | undefined): boolean {
  return word === 'help' || word === '-h' || word === '--help';
}

function parseView(word: string): AgentView | undefined {
  return AGENT_VIEWS.find((view) => view === word);
}

/** Only a near miss is worth suggesting: two letters off at the most. */
function nearestView(word: string): AgentView | undefined {
  if (word.length < 3) return undefined;
  const nearest = closestMatch(word.slice(0, LONGEST_ECHO), AGENT_VIEWS, { maxDistance: 2 });
  return AGENT_VIEWS.find((view) => view === nearest);
}

/** `stats 1099` and a bare `stats` are near misses; anything else at the place of the id is echoed. */
function withoutAgent(first: string, second: string | undefined): AgentCommand {
  const view = parseView(first) ?? nearestView(first);
  const swapped = second === undefined ? undefined : parseAgentId(second);
  if (view !== undefined) {
    const problem = { kind: 'no-agent', view } as const;
    return { kind: 'unclear', problem, suggestion: form(swapped ? String(swapped) : EXAMPLE_ID, view) };
  }
  const kind = /^[+-]?[0-9]+$/.test(first) ? 'out-of-range' : 'not-an-id';
  const wanted = (second === undefined ? undefined : parseView(second)) ?? 'card';
  return { kind: 'unclear', problem: { kind, typed: echo(first) }, suggestion: form(EXAMPLE_ID, wanted) };
}

function unclearView(agentId: AgentId, words: readonly string[]): AgentCommand {
  const others = words.map(parseAgentId).filter((id) => id !== undefined);
  if (others.length === words.length) {
    const problem = { kind: 'several-agents', agentIds: [agentId, ...others] } as const;
    return { kind: 'unclear', problem, suggestion: form(String(agentId), 'card') };
  }
  const [word = ''] = words;
  const problem = { kind: 'not-a-view', agentId, typed: echo(word) } as const;
  return { kind: 'unclear', problem, suggestion: form(String(agentId), nearestView(word) ?? 'stats') };
}

function form(agentId: string, view: AgentView): string {
  return view === 'card' ? `/agent ${agentId}` : `/agent ${agentId} ${view}`;
}

function echo(typed: string): string {
  const characters = [...typed];
  return characters.length <= LONGEST_ECHO ? typed : `${characters.slice(0, LONGEST_ECHO).join('')}…`;
}
