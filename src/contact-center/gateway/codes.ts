import { type ErrorCode, FloorwalkerError } from '../../errors.ts';

/** What a `retcode` means for us (page 0580; the handling is ours). Codes that no row names are rejections. */
type Meaning =
  | 'success'
  /** The GUID is not (or no longer) the one of the agent in the path. */
  | 'not-authorised'
  /** The session is gone and a new sign-in is the remedy. */
  | 'session-lost'
  | 'unknown-agent'
  /** The platform behind the gateway did not manage; it may in a moment. */
  | 'platform-failed'
  | 'no-call'
  /** The bot may not look at this agent: other VDN, no inspection right, no node in reach. */
  | 'not-permitted'
  | 'bad-parameter';

const MEANINGS: ReadonlyMap<string, Meaning> = new Map([
  ['0', 'success'],
  ['000-002', 'bad-parameter'],
  ['000-003', 'not-authorised'],
  ['000-004', 'platform-failed'],
  ['000-006', 'bad-parameter'],
  ['100-003', 'platform-failed'],
  ['100-006', 'not-authorised'],
  ['100-007', 'platform-failed'],
  ['105-001', 'session-lost'],
  ['105-002', 'platform-failed'],
  ['105-003', 'session-lost'],
  ['105-004', 'session-lost'],
  ['105-005', 'session-lost'],
  ['105-006', 'session-lost'],
  ['105-007', 'session-lost'],
  ['300-001', 'not-permitted'],
  ['300-002', 'unknown-agent'],
  ['400-001', 'no-call'],
  ['400-002', 'no-call'],
  ['900-001', 'not-permitted'],
  ['900-002', 'not-permitted'],
  ['900-003', 'not-permitted'],
  ['900-004', 'unknown-agent'],
]);

export function meaningOf(retcode: string): Meaning | 'other' {
  return MEANINGS.get(retcode) ?? 'other';
}

/** `100-004` and its family: trying again would lock the account, so these end the session's life. */
const NEVER_TRY_AGAIN = new Set([
  '000-002',
  '000-006',
  '100-001',
  '100-004',
  '100-011',
  '100-012',
  '100-013',
  '100-014',
  '100-016',
  '100-017',
  '100-018',
  '100-020',
]);
/** Rules of user names and passwords, locked accounts among them; all of them end the session's life. */
const ACCOUNT_RULES = /^110-/;
const SIGNED_IN_ALREADY = new Set(['100-002', '100-015', '100-021']);

/** What to do about a sign-in that was not accepted. */
export function signInFailure(retcode: string): FloorwalkerError {
  const code: ErrorCode =
    NEVER_TRY_AGAIN.has(retcode) || ACCOUNT_RULES.test(retcode)
      ? 'gateway-sign-in-refused'
      : SIGNED_IN_ALREADY.has(retcode)
        ? 'gateway-agent-in-use'
        : 'gateway-signed-out';
  return new FloorwalkerError(code, { detail: named(retcode) });
}

export function rejection(retcode: string): FloorwalkerError {
  const codes: Partial<Record<Meaning | 'other', ErrorCode>> = {
    'platform-failed': 'upstream-failed',
    'session-lost': 'gateway-signed-out',
  };
  const code = codes[meaningOf(retcode)] ?? 'upstream-rejected';
  return new FloorwalkerError(code, { detail: named(retcode) });
}

/** What may be logged of a retcode: page 0580 writes all of them as three digits, a hyphen and three digits, or 0. */
function named(retcode: string): string {
  return /^(?:0|\d{3}-\d{3})$/.test(retcode) ? `retcode ${retcode}` : 'a retcode of another shape';
}
