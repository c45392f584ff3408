import type { Upstream } from '../domain/floor/fact.ts';
import type { FailureReason } from '../domain/floor/failure-reason.ts';
import type { ErrorCode } from '../errors.ts';
import type { SessionHealth } from './gateway/session.ts';
import type { UpstreamHealth } from './http/upstream-record.ts';

/** How a connection is, for whoever watches the bot: codes and times, nothing secret. */
export interface ConnectionReport {
  readonly name: Upstream;
  /** `impaired`: some of its interfaces answer and some do not. */
  readonly state: 'up' | 'starting' | 'impaired' | 'down';
  /** When it last answered, epoch milliseconds. */
  readonly lastAnswerAt: number | null;
  readonly code: ErrorCode | null;
  /** Certificates and rights that are missing; left out where there are none. */
  readonly reasons?: readonly FailureReason[];
}

/**
 * The CMS keeps no session: it is starting until its first reply, and then up until a question fails.
 *
 * @param isOfOtherVdn it answers about another VDN than the gateway does
 */
export function cmsReport(
  { lastReplyAt, failure, reasons }: UpstreamHealth,
  isOfOtherVdn = false,
): ConnectionReport {
  const state = lastReplyAt === null && failure === null ? 'starting' : stateOf(failure);
  return {
    name: 'CC-CMS',
    state: isOfOtherVdn && state === 'up' ? 'impaired' : state,
    lastAnswerAt: lastReplyAt,
    code: failure?.code ?? (isOfOtherVdn ? 'cms-other-vdn' : null),
    ...(reasons && { reasons }),
  };
}

/** The gateway is as good as the session of the bot's own agent. */
export function gatewayReport(
  session: SessionHealth,
  { lastReplyAt, failure, reasons: ofQuestions = [] }: UpstreamHealth,
): ConnectionReport {
  const code = session.failure ?? failure?.code ?? null;
  const answering = session.failure === null ? stateOf(failure) : 'down';
  const state = session.state === 'signing-in' ? 'starting' : answering;
  const reasons = session.reason === undefined ? ofQuestions : [session.reason];
  return {
    name: 'CC-Gateway',
    state,
    lastAnswerAt: lastReplyAt,
    code,
    ...(reasons.length > 0 ? { reasons } : {}),
  };
}

function stateOf(failure: UpstreamHealth['failure']): ConnectionReport['state'] {
  if (failure === null) return 'up';
  return failure.inPart === true ? 'impaired' : 'down';
}
