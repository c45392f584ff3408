import type { ConnectionHealth } from '../domain/floor/connection-health.ts';
import type { SessionHealth } from './gateway/session-state.ts';
import type { UpstreamHealth } from './http/upstream-record.ts';

/**
 * The CMS keeps no session. Its state is `starting` until the first reply, then `up` until a request fails.
 *
 * @param isOfOtherVdn true if the CMS is set to another VDN than the gateway
 */
export function cmsReport(
  { lastReplyAt, failure, reasons }: UpstreamHealth,
  isOfOtherVdn = false,
): ConnectionHealth {
  const state = lastReplyAt === null && failure === null ? 'starting' : stateOf(failure);
  return {
    name: 'CC-CMS',
    state: isOfOtherVdn && state === 'up' ? 'impaired' : state,
    lastAnswerAt: lastReplyAt,
    code: failure?.code ?? (isOfOtherVdn ? 'cms-other-vdn' : null),
    ...(reasons && { reasons }),
  };
}

/** The gateway can answer only while the session of the bot's own agent is open. */
export function gatewayReport(
  session: SessionHealth,
  { lastReplyAt, failure, reasons: ofQuestions = [] }: UpstreamHealth,
): ConnectionHealth {
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

function stateOf(failure: UpstreamHealth['failure']): ConnectionHealth['state'] {
  if (failure === null) return 'up';
  return failure.inPart === true ? 'impaired' : 'down';
}
