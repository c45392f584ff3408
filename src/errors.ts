/** The party that failed: the requester, Floorwalker itself, the contact centre, Slack, the database, or the configuration. */
export type Party = 'caller' | 'floorwalker' | 'upstream' | 'slack' | 'storage' | 'configuration';

/** All failures by stable code. `meaning` is for logs; texts for Slack are in `slack/replies/fact-replies.ts`. */
export const ERRORS = {
  'config-invalid': {
    party: 'configuration',
    meaning: 'The environment does not make a working configuration.',
  },
  'upstream-unreachable': { party: 'upstream', meaning: 'No connection could be opened.' },
  'upstream-tls': {
    party: 'configuration',
    meaning:
      'The certificate was not accepted: expired, for another host, self-signed, or from an unknown CA. ' +
      "GATEWAY_CA_FILE and CMS_CA_FILE name a site's own CA.",
  },
  'upstream-timeout': { party: 'upstream', meaning: 'No complete reply within the time budget.' },
  'upstream-reset': { party: 'upstream', meaning: 'The connection broke before the reply was complete.' },
  'upstream-garbled': {
    party: 'upstream',
    meaning: 'The reply is not what the interface promises: not JSON, cut short, or of the wrong shape.',
  },
  'upstream-too-large': {
    party: 'upstream',
    meaning: 'The reply is larger than the limit and was not read to its end.',
  },
  'upstream-busy': { party: 'upstream', meaning: 'The upstream asked us to slow down.' },
  'upstream-queue-full': { party: 'upstream', meaning: 'Too many questions wait for this upstream already.' },
  'upstream-paused': {
    party: 'upstream',
    meaning: 'Not asked: it failed several times in a row and is given a pause.',
  },
  'upstream-failed': { party: 'upstream', meaning: 'The upstream reports an internal failure.' },
  'upstream-rejected': { party: 'upstream', meaning: 'The upstream understood the request and refuses it.' },
  'upstream-unauthorized': {
    party: 'configuration',
    meaning: 'The CMS does not accept the signature: check CMS_ACCESS_KEY, CMS_SECRET_KEY and CMS_TIMESTAMP.',
  },
  'upstream-clock-skew': {
    party: 'configuration',
    meaning: 'The CMS does not accept the signature, and its clock and ours differ: set both by NTP.',
  },
  'cms-other-vdn': {
    party: 'configuration',
    meaning: 'The CMS does not have the agents whom the gateway shows: check VDN_ID and CC_ID.',
  },
  'gateway-signed-out': {
    party: 'upstream',
    meaning: "The bot's own agent has no session at the gateway right now.",
  },
  'gateway-agent-in-use': {
    party: 'upstream',
    meaning:
      "The bot's own agent is signed in elsewhere (100-002); after a crash the gateway says so for up to 2 minutes.",
  },
  'gateway-sign-in-refused': {
    party: 'configuration',
    meaning:
      "The gateway refuses the bot's own agent for good: check GATEWAY_AGENT_ID, GATEWAY_PASSWORD and GATEWAY_PHONE.",
  },
  'storage-unavailable': {
    party: 'storage',
    meaning: 'The database could not be opened, reached or written: check DATABASE_URL and its disk.',
  },
  'storage-outcome-unknown': {
    party: 'storage',
    meaning: 'The database did not say whether it kept what was written: its answer did not come.',
  },
  'storage-in-use': {
    party: 'configuration',
    meaning:
      'Another Floorwalker uses this database file. One file serves one process: stop the other, or use PostgreSQL for several.',
  },
  'storage-foreign': {
    party: 'configuration',
    meaning:
      'The database belongs to another workspace or contact centre: each needs a DATABASE_URL of its own. Nothing is read from it or kept in it.',
  },
  'internal-error': { party: 'floorwalker', meaning: 'A fault in Floorwalker itself.' },
  'slack-unreachable': { party: 'slack', meaning: 'Slack did not answer.' },
  'slack-rejected': { party: 'slack', meaning: 'Slack answered and refused.' },
} as const satisfies Record<string, { party: Party; meaning: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** The exact reason of an upstream failure that lasts until the configuration of one side is changed. */
export type FailureReason =
  | { readonly kind: 'certificate'; readonly fault: CertificateFault }
  /** The key of the bot has no permission for this interface. `code` is the upstream's own. */
  | { readonly kind: 'permission'; readonly endpoint: string; readonly code: string };

export type CertificateFault =
  | 'unknown-issuer'
  | 'self-signed'
  | 'expired'
  | 'not-yet-valid'
  | 'other-host'
  | 'revoked'
  /** The TLS handshake failed: another protocol version, a weak key, or a certificate that is not for servers. */
  | 'other';

/** An error that may be logged unchanged: `detail` has codes and counts, never secrets, names or phone numbers. */
export class FloorwalkerError extends Error {
  override readonly name = 'FloorwalkerError';
  readonly code: ErrorCode;
  readonly detail: string | undefined;
  /** `undefined` if a retry may succeed, or if the reason is unknown. */
  readonly reason: FailureReason | undefined;

  constructor(
    code: ErrorCode,
    options: {
      detail?: string | undefined;
      reason?: FailureReason | undefined;
      cause?: unknown;
    } = {},
  ) {
    super(
      options.detail === undefined ? ERRORS[code].meaning : `${ERRORS[code].meaning} (${options.detail})`,
      {
        cause: options.cause,
      },
    );
    this.code = code;
    this.detail = options.detail;
    this.reason = options.reason;
  }
}

/** True for failures of the database, which `storage-record.ts` logs. */
export function isStorageFailure(error: unknown): boolean {
  return error instanceof FloorwalkerError && error.code.startsWith('storage-');
}

/**
 * Returns the code of an error from a database call. Errors of our own code and invalid stored values are
 * `internal-error`, because drivers do not throw these kinds of error.
 */
export function failureCode(error: unknown): ErrorCode {
  if (error instanceof FloorwalkerError) return error.code;
  return error instanceof Error && OF_OUR_OWN.has(error.name) ? 'internal-error' : 'storage-unavailable';
}

const OF_OUR_OWN: ReadonlySet<string> = new Set([
  '$ZodError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'ZodError',
]);

/** Returns the code of a system or driver error (`ECONNREFUSED`) for logs, otherwise the name of the error. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error ? String(error.code) : error.name;
}
