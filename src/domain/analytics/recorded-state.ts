import type { AgentState } from '../floor/agent-state.ts';

/** The states that history distinguishes, in the order of storage. New states must be appended. */
export const RECORDED_STATES = [
  'available',
  'ringing',
  'on-call',
  'wrap-up',
  'not-ready',
  'on-break',
  'training',
  'other',
] as const;

export type RecordedState = (typeof RECORDED_STATES)[number];

/** One number for each recorded state, in the order of {@link RECORDED_STATES}. */
export type ByState = readonly number[];

export const NO_STATES: ByState = RECORDED_STATES.map(() => 0);

const INDEX: ReadonlyMap<string, number> = new Map(RECORDED_STATES.map((state, index) => [state, index]));
const OTHER = RECORDED_STATES.indexOf('other');

/**
 * Index of a state in {@link RECORDED_STATES}; `null` for an agent that is signed out. Unknown codes are recorded as
 * `other`.
 */
export function stateIndex(state: AgentState): number | null {
  return state === 'signed-out' ? null : (INDEX.get(state) ?? OTHER);
}

export function inState(byState: ByState, state: RecordedState): number {
  return byState[INDEX.get(state) ?? OTHER] ?? 0;
}

/** Agents that handle a call or its wrap-up; with the available ones they are the base of occupancy. */
export function handling(byState: ByState): number {
  return inState(byState, 'ringing') + inState(byState, 'on-call') + inState(byState, 'wrap-up');
}

/** Number of agents that take calls: not on a break, not in training and not `not-ready`. */
export function staffed(byState: ByState): number {
  return inState(byState, 'available') + handling(byState);
}
