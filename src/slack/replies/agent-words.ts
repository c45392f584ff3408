import type { AgentView } from '../../domain/commands/agent-command.ts';
import type { AgentState } from '../../domain/floor/agent-state.ts';
import type { Source } from '../../domain/floor/fact.ts';

type NamedState = Exclude<AgentState, `other(${number})`>;

/** Words and emoji of each state. The emoji is always shown together with the words. */
const STATES: Readonly<Record<NamedState, { words: string; emoji: string }>> = {
  available: { words: 'Available', emoji: ':large_green_circle:' },
  ringing: { words: 'Ringing', emoji: ':bell:' },
  'on-call': { words: 'On call', emoji: ':telephone_receiver:' },
  'wrap-up': { words: 'Wrap-up', emoji: ':memo:' },
  'not-ready': { words: 'Not ready', emoji: ':pause_button:' },
  'on-break': { words: 'On break', emoji: ':coffee:' },
  training: { words: 'Training', emoji: ':books:' },
  'signed-out': { words: 'Signed out', emoji: ':zzz:' },
};

export function stateInWords(state: AgentState): { words: string; emoji: string } {
  if (isNamed(state)) return STATES[state];
  const code = /-?\d+/.exec(state)?.[0];
  const words = code === undefined || code === '-1' ? 'State unknown' : `Unknown state (${code})`;
  return { words, emoji: ':grey_question:' };
}

function isNamed(state: AgentState): state is NamedState {
  return Object.hasOwn(STATES, state);
}

/** The period of call statistics, which depends on the source (pages 0428 and 0648). */
export function periodInWords(source: Source): string {
  switch (source.endpoint) {
    case 'hisindex/agent':
      return 'today';
    case 'statisticsEx':
      return 'since sign-in';
    default:
      return 'for the period that this interface counts';
  }
}

export const LABELS = {
  activeCalls: 'Active calls',
  calls: 'Calls',
  queues: 'Queues',
  signedInAt: 'Signed in',
  answered: 'Answered',
  outbound: 'Outbound',
  talkTime: 'Talk time',
} as const;

export const BUTTONS = {
  refresh: 'Refresh',
  share: 'Share in channel',
  lookUp: 'Look up',
  open: 'Open',
  aboutAgent: (button: string, agentId: number) => `${button}: agent ${agentId}`,
} as const;

/** Choices of the look-up form, in the order of display. */
export const VIEW_CHOICES: readonly { view: AgentView; words: string }[] = [
  { view: 'card', words: 'Everything' },
  { view: 'state', words: 'State, and for how long' },
  { view: 'calls', words: 'Active calls' },
  { view: 'stats', words: 'Call statistics' },
];
