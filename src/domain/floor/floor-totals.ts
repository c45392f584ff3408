/**
 * How many agents are signed in and what they do. `talking`, `idle` and `busy` are the platform's own three
 * figures (page 0635); whoever rings, wraps up, rests or studies is signed in and in none of them.
 */
export interface FloorTotals {
  readonly signedIn: number;
  readonly talking: number;
  readonly idle: number;
  readonly busy: number;
}

export const NOBODY: FloorTotals = { signedIn: 0, talking: 0, idle: 0, busy: 0 };

export function addTotals(left: FloorTotals, right: FloorTotals): FloorTotals {
  return {
    signedIn: left.signedIn + right.signedIn,
    talking: left.talking + right.talking,
    idle: left.idle + right.idle,
    busy: left.busy + right.busy,
  };
}
