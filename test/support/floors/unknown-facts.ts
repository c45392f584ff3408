import type { Failure, NoAnswer, Origin, Unknown, Upstream } from '../../../src/domain/floor/fact.ts';
import type { ErrorCode } from '../../../src/errors.ts';
import { NINE } from '../clocks/manual-clock.ts';

/** Facts without a figure, for tests that need any one of a kind. */
export function noAnswer(...codes: ErrorCode[]): NoAnswer {
  return { kind: 'no-answer', failures: codes.map((code) => failure('CC-CMS', code)) };
}

export function failure(upstream: Upstream, code: ErrorCode): Failure {
  return { upstream, code };
}

const SOMEBODY: Origin = { source: { upstream: 'CC-CMS', endpoint: 'agent/agentbyworkno' }, takenAt: NINE };

export const SIGNED_OUT = { kind: 'signed-out', ...SOMEBODY } as const satisfies Unknown;
export const UNKNOWN_AGENT = {
  kind: 'unknown-agent',
  said: [SOMEBODY],
  silent: [],
} as const satisfies Unknown;
