import type { AgentState } from '../floor/agent-state.ts';

/** The states that history tells apart, in the order in which they are stored: add at the end, never reorder. */
export const KEPT_STATES = [
  'idle',
  'ringing',
  'talking',
  'wrap-up',
  'busy',
  'rest',
  'study',
  'other',
] as const;

export type KeptState = (typeof KEPT_STATES)[number];

/** A number for each kept state, in that order. */
export type ByState = readonly number[];

export const NO_STATES: ByState = KEPT_STATES.map(() => 0);

const INDEX: ReadonlyMap<string, number> = new Map(KEPT_STATES.map((state, index) => [state, index]));
const OTHER = KEPT_STATES.indexOf('other');

/** Where the state stands in {@link KEPT_STATES}; `null` for an agent who is not signed in. Codes without a name are kept as `other`. */
export function stateIndex(state: AgentState): number | null {
  return state === 'signed-out' ? null : (INDEX.get(state) ?? OTHER);
}

export function inState(byState: ByState, state: KeptState): number {
  return byState[INDEX.get(state) ?? OTHER] ?? 0;
}

/** Has a call at the desk or is finishing one: with idle, the time that occupancy is about. */
export function handling(byState: ByState): number {
  return inState(byState, 'ringing') + inState(byState, 'talking') + inState(byState, 'wrap-up');
}

/** Signed in for work with calls: not on a break, studying or set busy. */
export function staffed(byState: ByState): number {
  return inState(byState, 'idle') + handling(byState);
}
