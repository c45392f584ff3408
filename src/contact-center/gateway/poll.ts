import { z } from 'zod';
import type { Logger } from '../../logger.ts';
import { sleep } from '../../time.ts';
import { toTransportError } from '../http/transport-errors.ts';
import type { UpstreamClient } from '../http/upstream-client.ts';
import { meaningOf } from './codes.ts';
import { openGatewayReply } from './envelope.ts';
import { type LiveSession, observeReply, sessionHeaders } from './live-session.ts';
import { RESOURCE } from './sign-in.ts';

export interface PollTiming {
  /** Delay between a reply and the next poll: 200 to 500 ms (page 1274). */
  readonly pollGapMs: number;
  /** The gateway holds a poll for about 10 s; without a reply after this time the connection counts as dead. */
  readonly pollTimeoutMs: number;
  readonly longestPollRetryMs: number;
}

/** A GUID may be refused while it is being replaced; after this many refusals in a row the session counts as lost. */
const REFUSALS_MAX = 5;

const shutDown = z.object({ eventType: z.literal('AgentOther_ShutdownService') });

interface PollOptions {
  readonly client: UpstreamClient;
  readonly agentId: number;
  readonly session: LiveSession;
  readonly stop: AbortSignal;
  readonly timing: PollTiming;
  readonly logger: Logger;
}

/**
 * Polls for events until the gateway no longer knows the session, or until `stop`. The gateway signs an agent out after two
 * minutes without polls (page 1202), and the replies carry new GUIDs; the events themselves are not used. Polling continues
 * while the gateway does not answer, because the session may still exist.
 */
export async function pollUntilLost(options: PollOptions): Promise<void> {
  const { session, stop, timing, logger } = options;
  const ended = AbortSignal.any([stop, session.lost.signal]);
  let refusals = 0;
  let failures = 0;
  while (!ended.aborted) {
    const outcome = await pollOnce(options, ended);
    if (ended.aborted) return;
    refusals = outcome === 'refused' ? refusals + 1 : 0;
    failures = outcome === 'failed' ? failures + 1 : 0;
    if (outcome === 'lost' || refusals >= REFUSALS_MAX) {
      logger.warn({}, 'gateway session lost: signing in again');
      return;
    }
    const gap = Math.min(timing.pollGapMs * 2 ** Math.min(failures, 16), timing.longestPollRetryMs);
    await sleep(gap, ended);
  }
}

type PollOutcome = 'ok' | 'lost' | 'refused' | 'failed';

async function pollOnce(
  { client, agentId, session, timing, logger }: PollOptions,
  ended: AbortSignal,
): Promise<PollOutcome> {
  const used = session.guid.current;
  const headers = sessionHeaders(session);
  const path = `${RESOURCE}/agentevent/${agentId}`;
  try {
    const signal = AbortSignal.any([ended, AbortSignal.timeout(timing.pollTimeoutMs)]);
    const reply = await client.exchange({ method: 'GET', path, headers }, signal, (head) =>
      observeReply(session, head),
    );
    const { retcode, event } = openGatewayReply(reply);
    if (retcode === '100-006') return used === session.guid.current ? 'lost' : 'refused';
    const meaning = meaningOf(retcode);
    if (meaning === 'session-lost' || shutDown.safeParse(event).success) return 'lost';
    if (meaning === 'not-authorised') return 'refused';
    return meaning === 'success' ? 'ok' : 'failed';
  } catch (error) {
    const { code, detail } = toTransportError(error);
    if (!ended.aborted) logger.warn({ code, detail }, 'gateway poll failed');
    return 'failed';
  }
}
