/**
 * Agents signed in and their states. `onCall`, `available` and `notReady` are the platform's own figures (page 0635);
 * agents that are ringing, in wrap-up, on a break or in training count only as signed in.
 */
export interface FloorTotals {
  readonly signedIn: number;
  readonly onCall: number;
  readonly available: number;
  readonly notReady: number;
}

export const NO_AGENTS: FloorTotals = { signedIn: 0, onCall: 0, available: 0, notReady: 0 };

export function addTotals(left: FloorTotals, right: FloorTotals): FloorTotals {
  return {
    signedIn: left.signedIn + right.signedIn,
    onCall: left.onCall + right.onCall,
    available: left.available + right.available,
    notReady: left.notReady + right.notReady,
  };
}
