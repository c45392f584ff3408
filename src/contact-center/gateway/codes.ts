import { type ErrorCode, FloorwalkerError } from '../../errors.ts';

/** Meaning of a `retcode` (page 0580). Codes that are not in the table are rejections. */
type Meaning =
  | 'success'
  /** The GUID does not belong to the agent in the path, or no longer does. */
  | 'not-authorised'
  /** The session has ended; a new sign-in is needed. */
  | 'session-lost'
  | 'unknown-agent'
  /** The platform behind the gateway failed; a later request may succeed. */
  | 'platform-failed'
  | 'no-call'
  /** The bot has no access to this agent: other VDN, no inspection permission, or no reachable node. */
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

/** Refusals of a sign-in after which a retry would lock the account, `100-004` and similar ones: the session stops for good. */
const REFUSED_FOR_GOOD = new Set([
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
/** Violations of rules for user names and passwords, and locked accounts: the session stops for good. */
const ACCOUNT_RULES = /^110-/;
const SIGNED_IN_ALREADY = new Set(['100-002', '100-015', '100-021']);

export function signInFailure(retcode: string): FloorwalkerError {
  const code: ErrorCode =
    REFUSED_FOR_GOOD.has(retcode) || ACCOUNT_RULES.test(retcode)
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

/** Detail of a retcode for the log. Only the documented shape is quoted (page 0580: 0, or three digits, a hyphen, three digits). */
function named(retcode: string): string {
  return /^(?:0|\d{3}-\d{3})$/.test(retcode) ? `retcode ${retcode}` : 'a retcode of another shape';
}
