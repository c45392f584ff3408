/**
 * Agents signed in and their states. `talking`, `idle` and `busy` are the platform's own figures (page 0635); agents
 * that ring, wrap up, are on a break or in training count only as signed in.
 */
export interface FloorTotals {
  readonly signedIn: number;
  readonly talking: number;
  readonly idle: number;
  readonly busy: number;
}

export const NO_AGENTS: FloorTotals = { signedIn: 0, talking: 0, idle: 0, busy: 0 };

export function addTotals(left: FloorTotals, right: FloorTotals): FloorTotals {
  return {
    signedIn: left.signedIn + right.signedIn,
    talking: left.talking + right.talking,
    idle: left.idle + right.idle,
    busy: left.busy + right.busy,
  };
}
