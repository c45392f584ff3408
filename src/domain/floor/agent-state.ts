/** The state of an agent. Unknown codes become `other(n)`, so that a new platform release loses no agent. */
export type AgentState =
  | 'available'
  | 'ringing'
  | 'on-call'
  | 'wrap-up'
  | 'not-ready'
  | 'on-break'
  | 'training'
  | 'signed-out'
  | `other(${number})`;

/** CTI codes (pages 0581 table 2 and 0697). 2 and 3 are a call on its way to the phone, 4 is the phone ringing. */
const BY_CTI_CODE: ReadonlyMap<number, AgentState> = new Map([
  [0, 'signed-out'],
  [1, 'available'],
  [2, 'ringing'],
  [3, 'ringing'],
  [4, 'ringing'],
  [5, 'on-call'],
  [6, 'wrap-up'],
  [7, 'not-ready'],
  [8, 'on-break'],
  [9, 'training'],
]);

const STATES: readonly AgentState[] = [...new Set(BY_CTI_CODE.values())];

/** Gateway `status` codes (page 0581 table 1): coarser, 7 covers CTI 2 to 5. 0, 1 and 9 have no agreed meaning. */
const BY_STATUS_CODE: ReadonlyMap<number, AgentState> = new Map([
  [2, 'signed-out'],
  [3, 'not-ready'],
  [4, 'available'],
  [5, 'wrap-up'],
  [6, 'available'],
  [7, 'on-call'],
  [8, 'on-break'],
]);

/** The CTI code takes precedence because it distinguishes ringing and on call. */
export function agentStateFrom(codes: {
  ctiStatus?: number | undefined;
  status?: number | undefined;
}): AgentState {
  if (codes.ctiStatus !== undefined) return BY_CTI_CODE.get(codes.ctiStatus) ?? `other(${codes.ctiStatus})`;
  if (codes.status !== undefined) return BY_STATUS_CODE.get(codes.status) ?? `other(${codes.status})`;
  return 'other(-1)';
}

/** Parses a stored state; `undefined` for other text. */
export function toAgentState(text: string): AgentState | undefined {
  const known = STATES.find((state) => state === text);
  const code = /^other\((-?\d+)\)$/.exec(text)?.[1];
  return known ?? (code === undefined ? undefined : `other(${Number(code)})`);
}

/** Returns true if the agent has a call, which the gateway's `statisticsEx` requires (page 0428). */
export function isInCall(state: AgentState): boolean {
  return state === 'on-call' || state === 'ringing';
}
