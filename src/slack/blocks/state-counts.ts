import type { AgentState } from '../../domain/floor/agent-state.ts';
import { isStaffed } from '../../domain/floor/queue-status.ts';
import { stateInWords } from '../replies/agent-words.ts';
import { FLOOR } from '../replies/floor-replies.ts';

export type Counts = ReadonlyMap<AgentState, number>;

/** Order of the states in every view; other states follow. */
const READING_ORDER: readonly AgentState[] = [
  'on-call',
  'ringing',
  'wrap-up',
  'available',
  'not-ready',
  'on-break',
  'training',
];
/** States that are shown even with 0 agents. */
const ALWAYS: ReadonlySet<AgentState> = new Set(['on-call', 'available', 'not-ready']);

export interface StateCount {
  readonly label: string;
  readonly agents: number;
}

/** Agents by state; all states without a name are one figure. */
export function stateCounts(counts: Counts): StateCount[] {
  const named = READING_ORDER.filter((state) => ALWAYS.has(state) || counts.has(state)).map((state) => ({
    label: stateInWords(state).words,
    agents: counts.get(state) ?? 0,
  }));
  const others = total(counts) - named.reduce((sum, { agents }) => sum + agents, 0);
  return others === 0 ? named : [...named, { label: FLOOR.otherState, agents: others }];
}

export function inReadingOrder(states: Iterable<AgentState>): AgentState[] {
  return [...states].toSorted((left, right) => place(left) - place(right) || left.localeCompare(right));
}

function place(state: AgentState): number {
  const index = READING_ORDER.indexOf(state);
  return index === -1 ? READING_ORDER.length : index;
}

export function onCallsIn(counts: Counts): number {
  return (counts.get('on-call') ?? 0) + (counts.get('ringing') ?? 0);
}

/** Number of agents who are signed in, but neither on contact nor available. */
export function awayIn(counts: Counts): number {
  return Array.from(counts).reduce((sum, [state, agents]) => (isStaffed(state) ? sum : sum + agents), 0);
}

function total(counts: Counts): number {
  return Array.from(counts.values()).reduce((sum, agents) => sum + agents, 0);
}
