/**
 * CTI status codes, each at the index of its code (API reference 0697; code 10 only in the CMS table), and the
 * gateway's coarser `status` (0581).
 */
const STATES = [
  { name: 'signed-out', cti: 0, gateway: 2 },
  { name: 'idle', cti: 1, gateway: 4 },
  { name: 'pre-occupied', cti: 2, gateway: 7 },
  { name: 'occupied', cti: 3, gateway: 7 },
  { name: 'ringing', cti: 4, gateway: 7 },
  { name: 'talking', cti: 5, gateway: 7 },
  { name: 'wrap-up', cti: 6, gateway: 5 },
  { name: 'busy', cti: 7, gateway: 3 },
  { name: 'rest', cti: 8, gateway: 8 },
  { name: 'study', cti: 9, gateway: 0 },
  // The gateway's tables end at 9, so the gateway can only report code 10 as unknown (inferred).
  { name: 'adjusting', cti: 10, gateway: 0 },
] as const;

export type StateName = (typeof STATES)[number]['name'];
/** The CTI platform's code of an agent's state, 0 to 10. */
export type CtiState = (typeof STATES)[number]['cti'];

export const CTI = {
  signedOut: 0,
  idle: 1,
  preOccupied: 2,
  occupied: 3,
  ringing: 4,
  talking: 5,
  wrapUp: 6,
  busy: 7,
  rest: 8,
  study: 9,
  adjusting: 10,
} as const satisfies Record<string, CtiState>;

const byName = new Map<string, CtiState>(STATES.map(({ name, cti }) => [name, cti]));

/** Converts a code or the name of a state ('talking' or 5) into the code. */
export function toCtiState(state: CtiState | StateName): CtiState {
  const known = typeof state === 'number' ? STATES[state]?.cti : byName.get(state);
  if (known === undefined)
    throw new RangeError(
      `no such agent state: ${state} (one of ${[...byName.keys()].join(', ')}, or 0 to 10)`,
    );
  return known;
}

export function stateName(state: CtiState): StateName {
  return STATES[state].name;
}

export function gatewayStatus(state: CtiState): number {
  return STATES[state].gateway;
}

/**
 * Whether agents in this state have a call: occupied, alerting and talking agents do; a pre-occupied agent is about to
 * get one.
 */
export function hasCall(state: CtiState): boolean {
  return state === CTI.occupied || state === CTI.ringing || state === CTI.talking;
}
